using System.CommandLine;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;

namespace OpenIlm.Web.Commands;

/// <summary><c>openilm user add</c>: the first administrator of a network, by a set-up code that is printed once.</summary>
internal static class UserCommand
{
    public static Command Make()
    {
        var data = Shared.Data("network");
        var email = new Option<string>("--email") { Description = "Address that signs in.", Required = true };
        var name = new Option<string>("--name") { Description = "Name that colleagues see.", Required = true };
        var organization = new Option<string>("--organization") { Description = "Organization that runs this network.", DefaultValueFactory = _ => "Network office" };
        var add = new Command("add", "Add an administrator and print the set-up code.") { data, email, name, organization };
        add.SetAction((parsed, cancelled) => Shared.Run(async () =>
        {
            await using var node = await Node.Start(new NodeOptions(parsed.GetValue(data)!, NetworkKind.Real, Shared.Server()), cancelled);
            await using var app = node.Host("http://127.0.0.1:0");
            var outcome = await FirstPerson.Invite(app, parsed.GetValue(email)!, parsed.GetValue(name)!, parsed.GetValue(organization)!, cancelled);
            if (!outcome.IsDone)
            {
                var texts = app.Services.GetRequiredService<IRefusalTexts>();
                foreach (var reason in outcome.Refusals) await Console.Error.WriteLineAsync(texts.Sentence("en", reason));
                return 1;
            }
            Console.WriteLine($"""
                Set-up code for {parsed.GetValue(email)}: {outcome.Value!.Code}
                Start the network (openilm serve), open /app/welcome within seven days and enter the code. It is shown only here.
                """);
            return 0;
        }));
        return new Command("user", "People who administer the network.") { add };
    }
}

/// <summary>The way in of the first person, who cannot be invited by anybody.</summary>
public static class FirstPerson
{
    /// <summary>Whether anybody was ever invited.</summary>
    public static async Task<bool> Exists(WebApplication app)
    {
        await using var command = app.Services.GetRequiredService<Database>().Data.CreateCommand("select exists (select 1 from access.organization)");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Invites an administrator; makes the organization that runs the network when it is missing.</summary>
    public static async Task<Outcome<InvitePerson.Invited>> Invite(WebApplication app, string email, string name, string organization, CancellationToken cancelled)
    {
        var factory = app.Services.GetRequiredService<WorkFactory>();
        Guid office;
        await using (var work = factory.Begin(cancelled))
        {
            office = await work.FirstOrNone<Guid?>("select id from access.organization where lower(name) = lower($1)", organization) ?? Guid.Empty;
            if (office == Guid.Empty)
            {
                office = Guid.NewGuid();
                await work.ActAsSystem(office);
                work.Write("insert into access.organization (id, kind, name) values ($1, 'Convenor', $2)", office, organization);
                work.Audit("organization.added", "organization", office, new { kind = "Convenor" });
                await work.Commit();
            }
        }
        await using var invite = factory.Begin(cancelled);
        await invite.ActAsSystem(office);
        return await InvitePerson.Handle(new InvitePerson.Input(office, email, name, Roles.Operator), invite);
    }
}
