using System.Globalization;
using System.Text;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What a column of a facility list can hold.</summary>
public enum ListField
{
    /// <summary>Name of the facility.</summary>
    Name,
    /// <summary>Country, in words or code.</summary>
    Country,
    /// <summary>Street address.</summary>
    Address,
    /// <summary>City, town, province.</summary>
    Place,
    /// <summary>Sector or product, in words.</summary>
    Sector,
    /// <summary>Degrees north.</summary>
    Latitude,
    /// <summary>Degrees east.</summary>
    Longitude,
    /// <summary>Open Supply Hub ID.</summary>
    OsId,
    /// <summary>D-U-N-S number.</summary>
    Duns,
    /// <summary>Legal Entity Identifier.</summary>
    Lei,
    /// <summary>Number of workers.</summary>
    Workers,
    /// <summary>The company that employs there.</summary>
    Parent,
    /// <summary>Kind of facility, in words.</summary>
    FacilityType,
    /// <summary>IANA time zone.</summary>
    TimeZone,
    /// <summary>Tier as the buyer counts it.</summary>
    Tier,
    /// <summary>How the facility is related to the buyer, in words.</summary>
    Relation,
}

/// <summary>Headings in the languages lists come in, and the field each means.</summary>
public static class Columns
{
    private static readonly Dictionary<string, ListField> meanings = Meanings();

    /// <summary>A heading or word as it is compared: without accents, marks, case and filling words.</summary>
    public static string Key(string heading)
    {
        var key = new StringBuilder(heading.Length);
        foreach (var c in heading.Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
        return key.ToString();
    }

    /// <summary>What a heading means; null when nobody knows.</summary>
    public static ListField? Meaning(string heading) => meanings.TryGetValue(Key(heading), out var field) ? field : null;

    /// <summary>The line with the headings: of the first thirty the one with the most known ones, else the first with two cells.</summary>
    /// <param name="lines">Lines of one sheet.</param>
    public static int HeaderLine(IReadOnlyList<TableFile.Line> lines)
    {
        var best = lines.Take(30).Select(l => (Line: l, Known: l.Cells.Select(Meaning).OfType<ListField>().Distinct().Count())).OrderByDescending(x => x.Known).ThenBy(x => x.Line.Number).FirstOrDefault();
        return best.Line is null ? 0 : best.Known >= 2 ? best.Line.Number : (lines.FirstOrDefault(l => l.Cells.Count(c => !string.IsNullOrWhiteSpace(c)) > 1) ?? lines[0]).Number;
    }

    /// <summary>A field for each heading, each field once: as remembered for the source, else by meaning.</summary>
    public static IReadOnlyList<ListField?> Propose(IReadOnlyList<string> headings, IReadOnlyDictionary<string, string> remembered)
    {
        var (taken, proposed) = (new HashSet<ListField>(), new ListField?[headings.Count]);
        // What a person said of this source goes before what we think.
        for (var i = 0; i < headings.Count; i++)
            if (remembered.TryGetValue(Key(headings[i]), out var word) && Enum.TryParse<ListField>(word, out var field) && taken.Add(field)) proposed[i] = field;
        for (var i = 0; i < headings.Count; i++)
            if (proposed[i] is null && !remembered.ContainsKey(Key(headings[i])) && Meaning(headings[i]) is { } field && taken.Add(field)) proposed[i] = field;
        // A list of companies: the company is the facility.
        if (!taken.Contains(ListField.Name) && Array.IndexOf(proposed, ListField.Parent) is >= 0 and var company && !remembered.ContainsKey(Key(headings[company]))) proposed[company] = ListField.Name;
        return proposed;
    }

    private static Dictionary<string, ListField> Meanings()
    {
        var all = new Dictionary<string, ListField>(StringComparer.Ordinal);
        void Are(ListField field, string headings) { foreach (var heading in headings.Split('|')) all[Key(heading)] = field; }
        Are(ListField.Name, "name|facility name|facility|factory name|factory|supplier name|supplier|site name|site|vendor|vendor name|manufacturer|manufacturer name|plant|plant name|producer|unit name|name of factory|name of facility|production site|" +
            "名称|工厂|工厂名称|供应商|供应商名称|企业名称|公司名称|厂名|nombre|nombre de la fábrica|fábrica|proveedor|nombre del proveedor|planta|nom|nom de l'usine|usine|fournisseur|nom du fournisseur|nom du site|" +
            "fabrik|name der fabrik|lieferant|lieferantenname|werk|betrieb|nome|nome da fábrica|fornecedor|nome do fornecedor|nome dello stabilimento|fornitore|stabilimento|fabrika|fabrika adı|tedarikçi|tên|tên nhà máy|nhà máy|nhà cung cấp|" +
            "nama|nama pabrik|pabrik|nama pemasok|pemasok|ชื่อ|ชื่อโรงงาน|โรงงาน|ผู้จัดหา|工場名|工場|名前|공장명|공장|이름|ឈ្មោះ|រោងចក្រ|အမည်|စက်ရုံ|नाम|कारखाना|название|фабрика|поставщик");
        Are(ListField.Country, "country|country name|country code|country of origin|country/region|country or region|nation|iso country|iso|countryiso|国家|国别|国家/地区|所在国|país|pais|pays|land|länderkürzel|paese|ülke|quốc gia|nước|negara|ประเทศ|国|国名|국가|나라|ប្រទេស|နိုင်ငံ|देश|страна");
        Are(ListField.Address, "address|street address|street|full address|facility address|factory address|site address|address 1|address line 1|address1|location address|physical address|地址|工厂地址|详细地址|dirección|direccion|domicilio|adresse|anschrift|straße|strasse|endereço|endereco|indirizzo|adres|địa chỉ|alamat|ที่อยู่|住所|所在地|주소|អាសយដ្ឋាន|လိပ်စာ|ठेगाना|адрес");
        Are(ListField.Place, "place|city|town|city/town|city / town|municipality|province|state|state/province|region|district|locality|location|城市|省份|省|市|ciudad|provincia|estado|localidad|ville|région|province/état|stadt|ort|bundesland|cidade|município|città|şehir|il|thành phố|tỉnh|kota|provinsi|เมือง|จังหวัด|市区町村|都道府県|도시|시|ខេត្ត|မြို့|शहर|город");
        Are(ListField.Sector, "sector|sectors|industry|product|products|product type|product category|category|commodity|行业|产品|产品类型|产品类别|industria|producto|productos|secteur|industrie|produit|produits|branche|sektor|produkt|setor|indústria|produto|settore|prodotto|sektör|ürün|ngành|sản phẩm|industri|produk|อุตสาหกรรม|สินค้า|業種|製品|산업|업종|제품|វិស័យ|လုပ်ငန်း|क्षेत्र|отрасль");
        Are(ListField.Latitude, "lat|latitude|y|gps lat|纬度|latitud|breitengrad|breite|latitudine|enlem|vĩ độ|lintang|ละติจูด|緯度|위도|широта");
        Are(ListField.Longitude, "lng|lon|long|longitude|x|gps long|gps lng|经度|longitud|längengrad|länge|longitudine|boylam|kinh độ|bujur|ลองจิจูด|経度|경도|долгота");
        Are(ListField.OsId, "os id|os_id|osid|oar id|oarid|oar_id|open supply hub id|os hub id|open apparel registry id");
        Are(ListField.Duns, "duns|d-u-n-s|duns number|duns no|duns_id|duns id|邓白氏编码|邓氏编码|número duns");
        Are(ListField.Lei, "lei|lei code|lei_id|lei id|legal entity identifier");
        Are(ListField.Workers, "workers|number of workers|no of workers|no. of workers|# workers|total workers|worker count|employees|number of employees|total employees|headcount|workforce|number_of_workers|员工人数|工人人数|员工数|人数|trabajadores|número de trabajadores|empleados|número de empleados|nombre de travailleurs|effectif|effectifs|travailleurs|employés|beschäftigte|mitarbeiter|anzahl mitarbeiter|trabalhadores|número de trabalhadores|lavoratori|numero di lavoratori|çalışan sayısı|işçi sayısı|số công nhân|số lao động|jumlah pekerja|jumlah karyawan|จำนวนคนงาน|จำนวนพนักงาน|従業員数|근로자 수|종업원 수|ចំនួនកម្មករ|အလုပ်သမားဦးရေ|कामदार संख्या|число работников");
        Are(ListField.Parent, "parent|parent company|parent_company|company|company name|owner|group|group name|employer|organization|organisation|legal entity|母公司|集团|所属集团|总公司|empresa|empresa matriz|grupo|société|société mère|groupe|entreprise|muttergesellschaft|unternehmen|firma|konzern|empresa-mãe|società|azienda|gruppo|şirket|ana şirket|công ty|công ty mẹ|perusahaan|induk perusahaan|บริษัท|บริษัทแม่|会社|親会社|회사|모회사|ក្រុមហ៊ុន|ကုမ္ပဏီ|कम्पनी|компания");
        Are(ListField.FacilityType, "facility type|facility_type|factory type|type of facility|site type|type|processing type|processing type facility type|facility/processing type|facility_type_processing_type|process|工厂类型|类型|tipo|tipo de instalación|type d'usine|type d'établissement|betriebsart|typ|tipo de fábrica|tipo di stabilimento|tesis türü|loại|loại nhà máy|jenis|jenis pabrik|ประเภท|種類|유형");
        Are(ListField.TimeZone, "time zone|timezone|tz|iana time zone|时区|zona horaria|fuseau horaire|zeitzone|fuso horário|fuso orario|saat dilimi|múi giờ|zona waktu|เขตเวลา|タイムゾーン|시간대");
        Are(ListField.Tier, "tier|supplier tier|supply chain tier|level|tier level|层级|级别|nivel|niveau|stufe|nível|livello|kademe|cấp|tingkat|ระดับ|ティア|단계");
        Are(ListField.Relation, "relation|relationship|relation to buyer|relationship to buyer|supplier type|sourcing relation|sourcing type|business relationship|关系|与买家的关系|relación|relation avec l'acheteur|beziehung|relação|relazione|ilişki|quan hệ|hubungan|ความสัมพันธ์|関係|관계");
        return all;
    }
}
