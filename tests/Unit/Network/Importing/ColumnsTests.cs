using OpenIlm.Platform;
using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network.Importing;

public sealed class ColumnsTests
{
    private static string Propose(string headings, IReadOnlyDictionary<string, string>? remembered = null) =>
        string.Join(",", Columns.Propose(headings.Split(','), remembered ?? new Dictionary<string, string>()).Select(f => f?.ToString() ?? "-"));

    [Theory]
    [InlineData("country,name,address,sector,lat,lng", "Country,Name,Address,Sector,Latitude,Longitude")]
    [InlineData("Factory Name,Street Address,COUNTRY ,# Workers,os_id", "Name,Address,Country,Workers,OsId")]
    [InlineData("工厂名称,地址,国家,员工人数", "Name,Address,Country,Workers")]
    [InlineData("Nom de l'usine,Adresse,Pays,Secteur", "Name,Address,Country,Sector")]
    [InlineData("Fabrik,Straße,Land,Mitarbeiter", "Name,Address,Country,Workers")]
    [InlineData("Nombre de la fábrica,Dirección,País", "Name,Address,Country")]
    [InlineData("Company,Country,City", "Name,Country,Place")]
    [InlineData("Facility,Company,Country,Remarks", "Name,Parent,Country,-")]
    [InlineData("name,name,country", "Name,-,Country")]
    public void Headings_are_understood_in_many_languages(string headings, string fields) => Propose(headings).ShouldBe(fields);

    [Fact]
    public void What_a_person_said_of_the_source_goes_first() =>
        Propose("Name,Werk,Country", new Dictionary<string, string> { ["werk"] = "Name", ["name"] = "" }).ShouldBe("-,Name,Country");

    [Fact]
    public void The_heading_row_is_found_below_a_title()
    {
        TableFile.Line Line(int number, params string[] cells) => new(0, number, cells);
        Columns.HeaderLine([Line(1, "Supplier list, spring"), Line(3, "as of", "2026"), Line(4, "Country", "Name", "Address"), Line(5, "CN", "Mill", "1 Road")]).ShouldBe(4);
        Columns.HeaderLine([Line(1, "a", "b"), Line(2, "c", "d")]).ShouldBe(1);
    }
}
