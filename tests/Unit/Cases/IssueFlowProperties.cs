using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using static OpenIlm.Cases.IssueAction;
using static OpenIlm.Cases.IssueState;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Random lives of issues. What is remembered here is remembered apart from the code under test.</summary>
public class IssueFlowProperties
{
    /// <summary>One attempt, with what happens around it.</summary>
    public sealed record Step(IssueAction Action, IssueParty Party, ValidationOutcome Outcome, bool WithQuality, bool Bring, int World);

    private static readonly Gen<Step> anyStep =
        from action in Gen.Elements(Enum.GetValues<IssueAction>())
        from party in Gen.Elements(Enum.GetValues<IssueParty>())
        from outcome in Gen.Elements(Enum.GetValues<ValidationOutcome>())
        from quality in Gen.Elements(true, true, true, false)
        from bring in Gen.Elements(true, true, false)
        from world in Gen.Choose(0, 19)
        select new Step(action, party, outcome, quality, bring, world);

    // Half of the steps go the main way, so that lives come far; the other half is anything at all.
    private static readonly Gen<Step> likelyStep =
        from step in anyStep
        from action in Gen.Elements(ReviewSafety, Share, RecordResponse, AgreeActions, ReportActions, RequestValidation, Confirm, Confirm, Close)
        from party in Gen.Elements(IssueParty.Handler, IssueParty.Worker, IssueParty.Business)
        select step with { Action = action, Party = party, Outcome = ValidationOutcome.Confirmed };

    private static readonly Arbitrary<Step[]> lives = Gen.OneOf(likelyStep, anyStep).ArrayOf(120).ToArbitrary();

    private sealed class Life
    {
        public IssueState State = Triaged;
        public IssueFacts Facts = new();
        // The test's own memory: whether her last word about the remedy as it stands is a full confirmation.
        public bool Confirmed;

        public (IssueState From, bool Moved) Try(Step step)
        {
            Facts = step.World switch
            {
                0 => Facts with { OpenRetaliationReports = Facts.OpenRetaliationReports + 1 },
                1 or 2 => Facts with { OpenRetaliationReports = 0 },
                3 => Facts with { SafetyReview = SafetyDecision.Wait },
                4 => Facts with { Consent = ConsentLevel.None },
                5 => Facts with { ContactLost = !Facts.ContactLost },
                _ => Facts with { SafetyReview = SafetyDecision.Proceed, Consent = ConsentLevel.Summary, HasReleasablePacket = true },
            };
            var facts = Facts with { ReasonGiven = step.Bring, SecondPerson = step.Bring, Actions = Math.Max(Facts.Actions, step.Bring ? 1 : 0) };
            var answers = step.Action is Confirm or ConfirmPartly or DenyRemedy or RecordAnswer;
            ResolutionQuality? quality = step.WithQuality ? ResolutionQuality.Good : null;
            if (answers) facts = facts with { Validations = [.. facts.Validations, new(step.Outcome, quality, facts.RemedyRevision, step.Party)] };

            var from = State;
            var decision = IssueFlow.Decide(State, step.Action, step.Party, facts);
            if (!decision.Allowed)
            {
                decision.To.ShouldBe(from);
                return (from, false);
            }
            if (answers && step.Outcome is not ValidationOutcome.Unreachable) Confirmed = step.Outcome is ValidationOutcome.Confirmed && step.WithQuality;
            Arrive(decision.To, decision.ChangesRemedy, facts with { ReasonGiven = false, SecondPerson = false });
            while (IssueFlow.FollowOn(State, Facts) is { } next) Arrive(next.To, next.ChangesRemedy, Facts);
            return (from, true);
        }

        private void Arrive(IssueState to, bool changesRemedy, IssueFacts facts)
        {
            if (to is Closed && State is not Closed)
            {
                Confirmed.ShouldBeTrue("closed without a confirmation of the remedy as it stands");
                facts.OpenRetaliationReports.ShouldBe(0, "closed over an open retaliation report");
            }
            if (changesRemedy) { Confirmed = false; facts = facts with { RemedyRevision = facts.RemedyRevision + 1 }; }
            (State, Facts) = (to, facts);
        }
    }

    private static readonly Config seeded = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void No_sequence_of_allowed_acts_closes_an_issue_unconfirmed_or_over_an_open_retaliation_report()
    {
        var closed = 0;
        Check.One(seeded, Prop.ForAll(lives, steps =>
        {
            var life = new Life();
            foreach (var step in steps)
                if (life.Try(step) is { Moved: true, From: not Closed } && life.State is Closed) closed++;
            return true;
        }));
        // A property over lives that never get there would prove nothing.
        closed.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_business_never_causes_validated_or_closed() => Check.One(seeded, Prop.ForAll(lives, steps =>
    {
        var life = new Life();
        foreach (var step in steps)
        {
            var (from, moved) = life.Try(step);
            if (moved && step.Party is IssueParty.Business or IssueParty.Buyer && life.State != from) life.State.ShouldNotBeOneOf(Validated, Closed);
        }
        return true;
    }));

    [Fact]
    public void No_issue_comes_to_a_standstill()
    {
        // From every state that is no end, a handler or the worker has a way on that needs nothing from a business.
        foreach (var state in Enum.GetValues<IssueState>().Where(s => !IssueFlow.IsTerminal(s)))
            IssueFlow.NextSteps(state, IssueParty.Worker, new()).ShouldContain(s => s.Allowed, state.ToString());
    }
}
