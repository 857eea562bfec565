using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OpenIlm.Tests.Browser;

/// <summary>Walks through all pages that somebody reaches by links, one of each kind, and notes what is wrong with them.</summary>
public sealed partial class Looker(Visitor visitor, bool dark)
{
    private readonly HashSet<string> seen = [];
    private readonly Queue<string> ahead = new();

    /// <summary>Kinds of pages looked at, ids replaced by a star.</summary>
    public IReadOnlyCollection<string> Seen => seen;
    /// <summary>What is wrong.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Begins at a path and follows the links of each page.</summary>
    public async Task Walk(params string[] from)
    {
        foreach (var path in from) Note(path);
        while (ahead.TryDequeue(out var path))
        {
            await visitor.Go(path);
            if (visitor.Document.Status >= 400) { Faults.Add($"{path} answers {visitor.Document.Status}"); continue; }
            await Look(path);
            foreach (var href in await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")) Note(href);
        }
        Faults.AddRange(visitor.Complaints);
    }

    /// <summary>Looks at the page that is shown.</summary>
    public async Task Look(string path)
    {
        await Axe(path);
        if (dark)
        {
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            // What darkness changes is color alone.
            await Axe(path + " (dark)", new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } });
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        }
        // Verbs of the audit log are data, not texts.
        var text = await visitor.Page.EvaluateAsync<string>("(() => { const body = document.body.cloneNode(true); body.querySelectorAll('.mono, code, script, textarea').forEach(e => e.remove()); return body.innerText; })()");
        foreach (Match key in BareKey().Matches(text)) Faults.Add($"{path} shows the key {key.Value}");
    }

    private async Task Axe(string path, AxeRunOptions? rules = null)
    {
        var found = await visitor.Page.RunAxe(rules);
        foreach (var violation in found.Violations.Where(v => v.Impact is "serious" or "critical"))
            foreach (var node in violation.Nodes.Take(3))
                Faults.Add($"{path}: {violation.Id} ({violation.Impact}): {node.Html[..Math.Min(200, node.Html.Length)]} {string.Join("; ", node.Any.Concat(node.All).Select(c => c.Message))}");
    }

    private void Note(string href)
    {
        var path = href.Split('#')[0];
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal) || NotPages().IsMatch(path)) return;
        var kind = Ids().Replace(path.Split('?')[0], "*");
        if (seen.Add(kind)) ahead.Enqueue(path);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();
    // The worker's pages are looked at in each language by themselves; files; the page of the API, whose look is the framework's.
    [GeneratedRegex("^/(w/|api|img|css|js|lib)|\\.(csv|json)|/export|/copy$")]
    private static partial Regex NotPages();
    // A text that nobody wrote shows its key: words joined by dots. Addresses and file names are not keys.
    [GeneratedRegex(@"(?<![\w@./-])(?:nav|case|cases|issue|share|inbox|people|vault|account|directory|audit|status|badge|frame|refusal|claim|consent|safety|triage|business|state|severity|danger|category|role-name)\.[a-z][\w.-]*(?![\w@])")]
    private static partial Regex BareKey();
}
