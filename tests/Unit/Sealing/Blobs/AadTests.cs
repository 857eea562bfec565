using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Blobs;

public class AadTests
{
    [Fact]
    public void The_canonical_form_is_length_prefixed() =>
        Convert.ToHexStringLower(TheHouse.Narrative.ToBytes()).ShouldBe(
            "0011646f73736965722e6e617272617469766500026374001011111111222243338444555555555555001066666666777748889999aaaaaaaaaaaa00016e00027631");

    [Fact]
    public void Every_sealed_column_is_registered_once_and_well_formed()
    {
        SealedColumns.All.Count.ShouldBe(50);
        SealedColumns.All.ShouldBeUnique();
        foreach (var column in SealedColumns.All)
        {
            column.Table.ShouldMatch("^[a-z]+\\.[a-z_]+$");
            column.Column.ShouldMatch("^[a-z_]+$");
            column.Tier.ShouldBeOneOf("n", "i", "p", "c");
        }
    }

    [Fact]
    public void No_two_places_have_the_same_bytes()
    {
        Guid[] ids = [TheHouse.Row, TheHouse.Dossier];
        var places = from column in SealedColumns.All from row in ids from dossier in ids select new Aad(column, row, dossier);
        places.Select(place => Convert.ToHexString(place.ToBytes())).ShouldBeUnique();
    }

    [Fact]
    public void Letters_cannot_move_between_fields() =>
        new Aad(new("voice.message", "ct", "n"), TheHouse.Row, TheHouse.Dossier).ToBytes()
            .ShouldNotBe(new Aad(new("voice.messagec", "t", "n"), TheHouse.Row, TheHouse.Dossier).ToBytes());
}
