namespace OpenIlm.Network;

/// <summary>Sector names of Open Supply Hub (its sector list, by name) and everyday words of facility lists, each with its ISIC Rev. 4 section.
/// What is not here stays as words.</summary>
public static class Sectors
{
    private static readonly Dictionary<string, string> sections = Read("""
        A Agriculture|Animal Production|Aquaculture|Crop Production|Farming|Fishing|Forestry|Hunting|Logging|Plantation|Fishery|Palm oil plantation
        B Coal|Mining|Oil|Quarrying|Gas extraction
        C Accessories|Aerospace|Allied Products|Apparel|Apparel Accessories|Appliances|Automotive|Automotive Parts|Beverages|Building Material|Chemical Industry|Chemical Substances|Components|Computer|Consumer Products|Durable Goods|Electrical Devices|Electronic Product Manufacturing|Electronics|Equipment|Food|Food Industry|Food Manufacturing|Footwear|Furniture|Garden Tools|Hobby|Home Furnishings|Jewelry|Leather|Machinery Manufacturing|Manufacture of fabricated metal products|Manufacturing|Metal Manufacturing|Musical Instruments|Nondurable Goods|Nonmetallic Mineral Product Manufacturing|Paper|Personal Care Products|Pharmaceutical Product|Plastics|Printing|Rubber Products|Sports Equipment|Textile Mills|Textile|Textiles|Tobacco Products|Transportation Equipment|Wood Products|Garment|Garments|Clothing|Shoes|Seafood|Seafood processing|Rubber gloves|Toys|Home Textiles|Hard goods|Soft goods|Knitwear|Leather goods|Packaging
        D Electricity|Energy|Gas|Renewable Energy|Solar Energy|Utilities
        E Waste|Water|Recycling
        F Building Construction|Civil Engineering Construction|Construction|Specialty Trade Contractors
        G General Merchandise|Merchant Wholesalers|Parts Dealers|Supplies Dealers|Wholesale Trade|Retail|Wholesale
        H Air Transportation|Ground Passenger Transportation|Pipeline Transportation|Rail Transportation|Storage|Trucking|Warehousing|Logistics|Transport|Cold storage
        I Accommodation|Hotel|Hotels|Hospitality|Restaurants
        J Audio Recording|Books|Computing Infrastructure|Information|Technology|Telecommunications
        K Banking|Commodity Contracts|Finance|Financial Services|Insurance
        L Real Estate
        M Environmental, Social and Corporate Governance|Professional|Professional, scientific and technical activities|Scientific|Space Research|Technical Services
        N Renting|Recruitment|Recruitment Agency|Cleaning|Security
        O Civics
        P Educational Services|Education
        Q Ambulatory Care Facility|Health|Healthcare|Hospitals|Nursing
        R Archives|Arts|Entertainment|Recreation
        S Maintenance|Repair|Union Headquarters/Office
        T Domestic work
        U International Affairs
        """);

    /// <summary>The section of a sector in words, of its first known part where several stand together; null for words nobody knows.</summary>
    public static string? Section(string words) =>
        sections.TryGetValue(Columns.Key(words), out var whole) ? whole
        : words.Split([',', ';', '|', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => sections.GetValueOrDefault(Columns.Key(p))).FirstOrDefault(s => s is not null);

    /// <summary>Words that say nothing of a sector and are no mistake.</summary>
    public static bool SaysNothing(string words) => Columns.Key(words) is "unspecified" or "multicategory" or "other" or "na" or "none";

    private static Dictionary<string, string> Read(string table) => table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(l => l[2..].Split('|').Select(w => (Word: Columns.Key(w), Section: l[..1]))).DistinctBy(x => x.Word).ToDictionary(x => x.Word, x => x.Section);
}
