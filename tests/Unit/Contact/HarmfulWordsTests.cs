using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Contact;

/// <summary>What in a message tells another reader something.</summary>
public class HarmfulWordsTests
{
    [Theory]
    [InlineData("Your complaint was answered", HarmfulKind.Complaint), InlineData("We complained", HarmfulKind.Complaint)]
    [InlineData("ร้องเรียนแล้วนะ", HarmfulKind.Complaint), InlineData("သင့်တိုင်ကြားစာ", HarmfulKind.Complaint), InlineData("ពាក្យបណ្តឹងរបស់អ្នក", HarmfulKind.Complaint), InlineData("तपाईंको उजुरी", HarmfulKind.Complaint)]
    [InlineData("call the HOTLINE", HarmfulKind.Helper), InlineData("ทนายจะโทร", HarmfulKind.Helper), InlineData("ရှေ့နေ ဆက်သွယ်မယ်", HarmfulKind.Helper), InlineData("មេធាវីនឹងទូរស័ព្ទ", HarmfulKind.Helper), InlineData("वकिलले फोन गर्छन्", HarmfulKind.Helper)]
    [InlineData("are you in danger", HarmfulKind.Danger), InlineData("ถูกขู่ไหม", HarmfulKind.Danger), InlineData("अझै धम्की दिन्छन्?", HarmfulKind.Danger)]
    [InlineData("about the wages", HarmfulKind.Matter), InlineData("เรื่องค่าจ้าง", HarmfulKind.Matter), InlineData("လုပ်ခ အကြောင်း", HarmfulKind.Matter), InlineData("អំពីប្រាក់ឈ្នួល", HarmfulKind.Matter), InlineData("तलबको कुरा", HarmfulKind.Matter)]
    public void In_each_language_the_word_is_found(string text, HarmfulKind kind) => HarmfulWords.Find(text).ShouldContain(kind);

    [Theory]
    [InlineData("Can we call you at eight?"), InlineData("The parcel is here. Come when you like."), InlineData("โทรได้ไหมพรุ่งนี้"), InlineData("भोलि फोन गरौं?"), InlineData(""), InlineData(null)]
    public void Words_that_tell_nothing_pass(string? text) => HarmfulWords.Find(text, new KnownNames(["Ma Aye"], ["Golden Wave Canning Co., Ltd."], ["river-copper-41"])).ShouldBeEmpty();

    [Theory]
    [InlineData("Dear Aye Aye, come tomorrow", HarmfulKind.Name)]
    [InlineData("They wait at golden wave", HarmfulKind.Employer)]
    [InlineData("Ask for river-copper-41", HarmfulKind.Reference)]
    public void Names_of_the_file_are_found(string text, HarmfulKind kind) =>
        HarmfulWords.Find(text, new KnownNames(["Aye Aye Win"], ["Golden Wave Canning Co., Ltd."], ["river-copper-41"])).ShouldBe([kind]);

    [Fact]
    public void What_only_says_what_kind_of_company_it_is_tells_nothing() => HarmfulWords.Find("The company and the group are closed", new KnownNames([], ["Wave Company Group Ltd."], [])).ShouldBeEmpty();

    [Fact]
    public void A_word_inside_another_is_another_word() => HarmfulWords.Find("communion and unbeaten").ShouldBeEmpty();

    [Fact]
    public void Marks_that_nobody_sees_hide_nothing() => HarmfulWords.Find("com\u200bplaint").ShouldBe([HarmfulKind.Complaint]);

    [Fact]
    public void Every_kind_of_the_table_has_words_in_every_language_of_the_worker()
    {
        foreach (var (kind, languages) in HarmfulWords.Table)
            foreach (var language in Languages.All) languages.GetValueOrDefault(language.Code, []).ShouldNotBeEmpty($"{kind} {language.EnglishName}");
        foreach (var word in HarmfulWords.Table.SelectMany(k => k.Value.SelectMany(l => l.Value.Select(w => (k.Key, w))))) HarmfulWords.Find(word.w).ShouldContain(word.Key, word.w);
    }
}
