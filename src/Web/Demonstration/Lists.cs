using System.Text;
using OpenIlm.Platform;
using OpenIlm.Kernel;
using OpenIlm.Network;

namespace OpenIlm.Web.Demonstration;

/// <summary>Facility lists of the demonstration: one that the convenor applied, and one that waits for her, with what real lists are like.</summary>
internal static class Lists
{
    private const string Convenor = "convenor@network.demo";
    private static readonly TimeSpan step = TimeSpan.FromMinutes(3);

    private const string Applied = """
        Facility name,Country,Address,City,Product,Number of workers,Latitude,Longitude
        Chao Lay Canning,Thailand,"88/2 Moo 4, Rama II Road",Samut Sakhon,Seafood processing,640,13.5475,100.2744
        Mae Sot Knitwear Works,TH,"17 Asia Highway",Mae Sot,Apparel,1150,16.7131,98.5747
        Svay Rieng Footwear One,Cambodia,"Tai Seng SEZ, National Road 1",Bavet,Footwear,2900,11.0742,106.1536
        Klang Harbour Gloves,Malaysia,"Lot 12, Jalan Kapar",Klang,Rubber gloves,810,3.0449,101.4456
        """;

    private const string Waiting = """
        Supplier list of the autumn season,,,,,
        Pays,Nom de l'usine,Adresse,Secteur,Effectif,OS ID
        Thaïlande,Chao Lay Canning Co. Ltd.,"88/2 Moo 4 Rama 2 Rd, Samut Sakhon",Seafood processing,655,
        Cambodai,Kandal River Garments,"National Road 2, Kandal",Apparel,1 900,
        Malaisie,Perak Dipped Products□,"Jalan Industri 3, Ipoh",Rubber gloves,many,
        Vietnam,Song Hong Outerwear,"Lot B4, Hoa Xa Industrial Park, Nam Dinh",Apparel,2300,CN2020123ABC456
        ,Bagan Weaving Shed,"Nyaung-U Road",Weaving,85,
        """;

    /// <summary>Brings both.</summary>
    public static async Task Bring(Stage stage, CancellationToken cancelled)
    {
        var first = await Check(stage, "network-2024.csv", "Network survey", Applied, cancelled);
        await stage.Act(Convenor, NetworkPermissions.ImportLists, w => ApplyImport.Handle(first, null, w));
        await stage.Get<ImportJob>().RunWaiting(cancelled);
        await Check(stage, "liste-automne.csv", "Autumn supplier list", Waiting, cancelled);
    }

    private static async Task<Guid> Check(Stage stage, string file, string source, string list, CancellationToken cancelled)
    {
        stage.Clock.Pass(step);
        var bytes = Encoding.UTF8.GetBytes(list);
        var id = (await stage.Act(Convenor, NetworkPermissions.ImportLists, w => StartImport.Handle(new Upload(new Dictionary<string, string> { ["source"] = source }, file, bytes, bytes.Length), w))).Id;
        await stage.Act(Convenor, NetworkPermissions.ImportLists, w => MapImport.Handle(id, null, new MapImport.Input(), w));
        await stage.Get<ImportJob>().RunWaiting(cancelled);
        stage.Clock.Pass(step);
        return id;
    }
}
