using System.Collections.Frozen;

namespace OpenIlm.Network;

/// <summary>Words of names and addresses that many share: what a company is by law, what it makes, what a street is called. Folded spelling.</summary>
internal static class FieldTerms
{
    /// <summary>Legal forms: they say nothing about which company it is.</summary>
    public static readonly FrozenSet<string> LegalForms = Set("""
        co company companies ltd limited ltda ltde lte pvt private pte plc llc llp lp inc incorporated corp corporation sdn bhd berhad pt tbk cv ud
        sa sas sarl sarlau srl srls spa snc sl slu sac saic sab sau sca scs ab as asa aps oy gmbh mbh ag kg ohg ev bv nv bvba cvba vof
        doo dooel ad ood eood kft zrt nyrt bt sro spol zoo sp spzoo oao ooo zao uab oue eirl eireli epp me mei de rl rlde
        sti sirketi anonim tic ticaret ve san sanayi dis ithalat ihracat imalat imalati paz pazarlama jsc cjsc ojsc psc pjsc fze fzco fzc fz est wll
        jv kk yk yugen kabushiki kaisha gk hk public group holding holdings the and e et y und i of la el los las
        ei eurl scarl scrl coop cooperative society m s ms messrs ex formerly formely former
        有限公司 有限责任公司 股份有限公司 股份 集团 株式会社 有限会社 合同会社 주식회사 유한회사 จํากัด จำกัด บริษัท มหาชน ห้างหุ้นส่วนจํากัด ห้างหุ้นส่วนจำกัด ကုမ္ပဏီ လီမိတက်
        """);

    /// <summary>Legal forms of scripts without spaces, taken off either end; the longest first.</summary>
    public static readonly string[] UnspacedForms =
        ["股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "株式会社", "有限会社", "合同会社", "주식회사", "유한회사", "ห้างหุ้นส่วนจํากัด", "ห้างหุ้นส่วนจำกัด", "บริษัท", "จํากัด", "จำกัด", "มหาชน", "公司", "工厂", "工廠"];

    /// <summary>What many companies are called: it weighs little that two share it.</summary>
    public static readonly FrozenSet<string> Generic = Set("""
        factory factories fabrika fabrikalari fabrica fabric fabrics plant plants mill mills unit units site facility facilities workshop branch brunch subesi sube office division div phase building
        garment garments apparel apparels apparaels clothing clothes wear fashion fashions textile textiles textil texteis tekstil teks tex konfeksiyon confection confections confeccoes confecciones
        knit knits knitting knitwear knitted weaving spinning dyeing finishing printing print embroidery washing wash laundry hosiery socks sock lingerie underwear denim jeans sportswear sports sport
        footwear shoe shoes calzado calcados calzature leather leathers bag bags luggage accessories accessory accessori trims label labels packaging paper plastic plastics rubber metal metals
        manufacture manufacturer manufacturers manufacturing mfg mfr industry industries industrial industria industrias trading trade export exports import international intl global world enterprise enterprises
        products product prod productions production processing seafood seafoods food foods frozen agro farm farms fishery fisheries electronics electronic furniture toys toy technology tech
        shirt shirts sweater sweaters yarn yarns towel cutting sewing
        new first one two east west north south central
        giyim urunleri turizm insaat dokuma orme boya nakis calzificio maglificio confezioni
        服装 服饰 制衣 纺织 鞋业 针织 实业 制造
        """);

    /// <summary>Of those, what a company makes: two of one group may differ by it alone ("AKH Fashions", "AKH Shirts").</summary>
    public static readonly FrozenSet<string> Trades = Set("""
        garment fashion textile knit weaving spinning dyeing finishing printing embroidery washing wash laundry hosiery socks lingerie underwear denim jeans sportswear shirt shirts sweater sweaters
        footwear shoe leather bag accessory trims label packaging paper plastic plastics rubber metal seafood food farm fishery electronics furniture toy cutting sewing yarn yarns fabric home towel
        """);

    /// <summary>Abbreviations of names, said in full.</summary>
    public static readonly FrozenDictionary<string, string> NameWords = Map("""
        intl=international int=international mfg=manufacturing mfr=manufacturing manufacture=manufacturing manufacturer=manufacturing manufacturers=manufacturing mfrs=manufacturing ind=industries inds=industries indus=industries industry=industries
        garments=garment apparels=garment apparaels=garment apparel=garment clothing=garment clothes=garment konfeksiyon=garment konf=garment confection=garment confections=garment confecciones=garment confeccoes=garment knitting=knit knitwear=knit knitted=knit sock=socks textiles=textile textil=textile tekstil=textile teks=textile text=textile mills=mill fashions=fashion fabrics=fabric ent=enterprise enterprises=enterprise
        exports=export imports=import products=product fty=factory fact=factory facs=factory brunch=branch subesi=branch
        knits=knit knitwears=knit shoes=shoe bags=bag accessories=accessory
        """);

    /// <summary>Abbreviations of addresses, said in full; an empty word says nothing.</summary>
    public static readonly FrozenDictionary<string, string> AddressWords = Map("""
        rd=road str=street st=street ave=avenue av=avenue avenida=avenue aven=avenue blvd=boulevard bulvari=boulevard bulevar=boulevard bld=building bldg=building ln=lane hwy=highway
        sok=sokak sk=sokak sokagi=sokak sokaka=sokak cad=cadde cd=cadde caddesi=cadde mah=mahalle mh=mahalle mahallesi=mahalle bol=bolge bolgesi=bolge blg=bolge san=sanayi org=organize
        ind=industrial indl=industrial indus=industrial industrielle=industrial industriale=industrial epz=zone zona=zone zon=zone est=estate
        dist=district distt=district prov=province cnty=county jl=jalan jln=jalan kec=kecamatan kel=kelurahan kab=kabupaten tambon=tambol tumbol=tambol amphoe=amphur ampho=amphur amphor=amphur
        no= nos= nr= num= number= numero= n= km= the= and= of= c= off= opp= near=
        fl=floor flr=floor intl=international vill=village vlg=village twp=township sec=sector blk=block
        """);

    /// <summary>What streets, blocks and parts of towns are called everywhere.</summary>
    public static readonly FrozenSet<string> AddressGeneric = Set("""
        road street avenue lane highway boulevard building floor block plot lot sector unit industrial park zone estate area village district province county city town commune township floor phase
        sokak cadde mahalle sanayi bolge organize via rua calle rue carretera phum sangkat khan srok moo tambol amphur jalan
        """);

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => Folding.Fold(w)).ToFrozenSet(StringComparer.Ordinal);
    private static FrozenDictionary<string, string> Map(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split('=')).ToFrozenDictionary(w => w[0], w => w[1], StringComparer.Ordinal);
}
