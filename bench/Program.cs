using OpenIlm.Bench;

if (args is ["node", .. var node]) return await BenchNode.Run(node);

var json = args.Contains("--json");
var words = args.Where(a => a != "--json").ToArray();
if (words.Length == 0 || !Benches.All.TryGetValue(words[0], out var bench))
{
    Console.Error.WriteLine("Usage: openilm bench NAME [--json]\n\n" + string.Join('\n', Benches.All.Select(b => $"  {b.Key,-10} {b.Value.What}")));
    return 2;
}
var report = await bench.Run(words[1..]);
Console.WriteLine(json ? report.ToJson() : report.ToTable());
return report.Checks.All(c => c.Holds) ? 0 : 1;
