using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Drafts;

public sealed class DraftRulesTests
{
    private static readonly Guid mine = Guid.NewGuid(), other = Guid.NewGuid();

    [Fact]
    public void The_first_save_begins_and_each_further_one_knows_the_last()
    {
        KeepDraft.IsStale(null, null, null, mine).ShouldBeFalse();
        KeepDraft.IsStale(3, mine, 3, mine).ShouldBeFalse();
        KeepDraft.IsStale(3, other, 3, mine).ShouldBeFalse("it was read here");
    }

    [Fact]
    public void A_window_whose_answer_was_lost_saves_again_whatever_version_it_knows() => KeepDraft.IsStale(3, mine, 2, mine).ShouldBeFalse();

    [Fact]
    public void Another_window_does_not_write_over_what_it_never_saw()
    {
        KeepDraft.IsStale(3, other, 2, mine).ShouldBeTrue();
        KeepDraft.IsStale(3, other, null, mine).ShouldBeTrue();
    }

    [Fact]
    public void A_draft_that_was_sent_does_not_come_back() => KeepDraft.IsStale(null, null, 3, mine).ShouldBeTrue();

    [Fact]
    public void A_draft_has_content_a_window_and_an_end()
    {
        KeepDraft.WhyNot(new("", Guid.Empty)).Select(r => (r.Field, r.Code)).ShouldBe([("content", "input.required"), ("writer", "input.required")]);
        KeepDraft.WhyNot(new(new string('x', KeepDraft.MostBytes), mine)).ShouldBeEmpty();
        KeepDraft.WhyNot(new(new string('က', KeepDraft.MostBytes / 3 + 1), mine)).Select(r => r.Code).ShouldBe(["request.too-large"], "bytes count, not characters");
    }

    [Fact]
    public void The_key_of_a_browsers_copy_is_of_one_person_and_one_week()
    {
        var (one, two) = (KeyPair.Generate(), KeyPair.Generate());
        LocalKey.Of(one.Private, 100).ShouldBe(LocalKey.Of(one.Private, 100));
        LocalKey.Of(one.Private, 100).ShouldNotBe(LocalKey.Of(one.Private, 101));
        LocalKey.Of(one.Private, 100).ShouldNotBe(LocalKey.Of(two.Private, 100));
        LocalKey.Of(one.Private, 100).ShouldNotBe(one.Private);
    }
}
