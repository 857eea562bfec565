using System.Text;

namespace OpenIlm.Platform;

/// <summary>Cells of delimited text as RFC 4180 has them: quotes doubled inside quotes, line breaks inside quotes, any of CR LF, LF and CR
/// at the end of a row. Strict where a guess would shift cells: a quote that never closes is an error that names its line. Streaming.</summary>
public static class CsvRows
{
    /// <summary>A quote that opens and never closes.</summary>
    /// <param name="line">Line of the text, from 1, in which it opens.</param>
    public sealed class UnclosedQuote(int line) : Exception("A quote does not close.")
    {
        /// <summary>Line of the text, from 1.</summary>
        public int Line { get; } = line;
    }

    /// <summary>Longest cell that is read, in characters; what is longer is no cell of a table.</summary>
    public const int LongestCell = 100_000;

    /// <summary>The delimiter that splits the first lines most evenly; comma when none does.</summary>
    public static char Sniff(string head)
    {
        var best = (Delimiter: ',', Score: 0.0);
        foreach (var delimiter in new[] { ',', ';', '\t', '|' })
        {
            var counts = new List<int>();
            try { foreach (var row in Read(new StringReader(head), delimiter).Take(30)) if (row.Any(c => c.Length > 0)) counts.Add(row.Count); }
            catch (UnclosedQuote) { }
            if (counts.Count == 0) continue;
            // Rows of the same width count for it; a delimiter that hardly ever stands there does not.
            var usual = counts.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First();
            var score = usual.Key < 2 ? 0 : (double)usual.Count() / counts.Count * 100 + Math.Min(usual.Key, 20);
            if (score > best.Score) best = (delimiter, score);
        }
        return best.Delimiter;
    }

    /// <summary>The rows, empty ones too, in order.</summary>
    /// <exception cref="UnclosedQuote">A quote opens and never closes, or holds more than a cell can.</exception>
    public static IEnumerable<List<string>> Read(TextReader text, char delimiter)
    {
        var (cell, row) = (new StringBuilder(), new List<string>());
        var (quoted, opened, line, any) = (false, 0, 1, false);
        int next;
        while ((next = text.Read()) >= 0)
        {
            var c = (char)next;
            any = true;
            if (quoted)
            {
                if (c == '"')
                {
                    if (text.Peek() == '"') { text.Read(); cell.Append('"'); }
                    else quoted = false;
                    continue;
                }
                if (c == '\n' || (c == '\r' && text.Peek() != '\n')) line++;
                cell.Append(c);
                if (cell.Length > LongestCell) throw new UnclosedQuote(opened);
                continue;
            }
            if (c == delimiter) { row.Add(Take(cell)); continue; }
            switch (c)
            {
                // A quote opens a cell only at its start; inches and nicknames stand inside cells.
                case '"' when IsBlank(cell): quoted = true; opened = line; cell.Clear(); break;
                case '\r' or '\n':
                    if (c == '\r' && text.Peek() == '\n') text.Read();
                    row.Add(Take(cell));
                    yield return row;
                    (row, any) = ([], false);
                    line++;
                    break;
                default: cell.Append(c); break;
            }
        }
        if (quoted) throw new UnclosedQuote(opened);
        if (!any && row.Count == 0 && cell.Length == 0) yield break;
        row.Add(Take(cell));
        yield return row;
    }

    private static bool IsBlank(StringBuilder cell)
    {
        for (var i = 0; i < cell.Length; i++) if (cell[i] != ' ') return false;
        return true;
    }

    private static string Take(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }
}
