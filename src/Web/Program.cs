using System.CommandLine;
using OpenIlm.Web.Commands;

var root = new RootCommand("OpenILM: inclusive labor monitoring. Workers are heard; no issue closes until they confirm the remedy.");
root.Subcommands.Add(ServeCommand.Make());
root.Subcommands.Add(DemoCommand.Make());
root.Subcommands.Add(MigrateCommand.Make());
root.Subcommands.Add(UserCommand.Make());
root.Subcommands.Add(AuditCommand.Make());
return await root.Parse(args).InvokeAsync();
