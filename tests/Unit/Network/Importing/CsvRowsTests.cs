using System.Text;
using OpenIlm.Network;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Unit.Network.Importing;

public sealed class CsvRowsTests
{
    private static string Show(string text, char delimiter = ',') => string.Join(" / ", CsvRows.Read(new StringReader(text), delimiter).Select(r => string.Join("|", r)));

    [Theory]
    [InlineData("a,b\nc,d", "a|b / c|d")]
    [InlineData("a,b\r\nc,d\r\n", "a|b / c|d")]
    [InlineData("a,b\rc,d\r", "a|b / c|d")]
    [InlineData("\"a,1\",b", "a,1|b")]
    [InlineData("\"say \"\"hi\"\"\",b", "say \"hi\"|b")]
    [InlineData("\"two\nlines\",b\nc,d", "two\nlines|b / c|d")]
    [InlineData("a,,\n,,", "a|| / ||")]
    [InlineData("12\" pipe,b", "12\" pipe|b")]
    [InlineData("a,\"\"", "a|")]
    public void Rows_are_read_as_rfc_4180_has_them(string text, string rows) => Show(text).ShouldBe(rows);

    [Fact]
    public void A_quote_that_never_closes_names_its_line() => Should.Throw<CsvRows.UnclosedQuote>(() => Show("a,b\nc,\"d\ne,f\n")).Line.ShouldBe(2);

    [Theory]
    [InlineData("a,b,c\n1,2,3\n", ',')]
    [InlineData("a;b;c\n1,5;2;3\n", ';')]
    [InlineData("a\tb\n1, 2\t3\n", '\t')]
    [InlineData("a|b|c\n1|2|3\n", '|')]
    [InlineData("name;address\n\"x\";\"1, 2, 3\"\n\"y\";\"1, 2, 3\"\n", ';')]
    public void The_delimiter_is_the_one_that_splits_evenly(string text, char delimiter) => CsvRows.Sniff(text).ShouldBe(delimiter);

    [Fact]
    public void Characters_are_read_by_their_mark_or_by_what_fits()
    {
        TextDecoding.Of([0xEF, 0xBB, 0xBF, 0x61]).Name.ShouldBe("UTF-8");
        TextDecoding.Of(Encoding.UTF8.GetBytes("Químicas,中国")).Name.ShouldBe("UTF-8");
        var (west, name) = TextDecoding.Of([0x51, 0x75, 0xED, 0x6D, 0x69, 0x63, 0x61, 0x73, 0x2C, 0xE9, 0x2C]);
        (west.GetString([0x51, 0x75, 0xED]), name).ShouldBe(("Quí", "Windows-1252"));
        var chinese = Encoding.GetEncoding(936).GetBytes("名称,地址\n上海服装厂,南京路一号\n");
        TextDecoding.Of(chinese).Name.ShouldBe("GBK");
        Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b")).ToArray().ShouldSatisfyAllConditions(b => TextDecoding.Of(b).Name.ShouldBe("UTF-16"));
    }
}
