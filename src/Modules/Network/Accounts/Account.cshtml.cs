using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>The own account: second factor, passphrase, recovery code, sessions, language.</summary>
[OwnAccount]
public sealed class AccountModel(Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory, Installation installation) : WorkspacePage(work)
{
    /// <summary>A seed offered for the authenticator.</summary>
    /// <param name="Sealed">The seed for the form, sealed.</param>
    /// <param name="Words">The seed to type, in groups of four.</param>
    /// <param name="Picture">The seed to photograph.</param>
    public sealed record SeedShown(string Sealed, IReadOnlyList<string> Words, QrPicture Picture);

    /// <summary>The account; null on the answer that shows a new recovery code.</summary>
    public ReadAccount.AccountView? Account { get; private set; }
    /// <summary>The seed on offer; null when no authenticator is being set up.</summary>
    public SeedShown? Offer { get; private set; }
    /// <summary>A new recovery code, shown on this answer only.</summary>
    public string? NewCode { get; private set; }
    /// <summary>What was just done, for the notice.</summary>
    public string? Done { get; private set; }
    /// <summary>Which form was sent, so that it stays open with its reasons.</summary>
    public string Act { get; private set; } = "";
    /// <summary>Languages of the workspace.</summary>
    public IEnumerable<Choice> LanguageChoices => Languages.All.Select(l => new Choice(l.Code, l.Name));

    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string act) => Act == act ? Refusals : [];

    /// <summary>An instant in UTC, as the other clocks of the network.</summary>
    public string Clock(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Days.SayShort(DateOnly.FromDateTime(at.UtcDateTime), Actor.Language)}, {at.UtcDateTime:HH:mm} UTC");

    /// <summary>Shows the account; while it is confined, the authenticator first.</summary>
    public async Task<IActionResult> OnGet(bool enroll, string? done)
    {
        Done = done is "second-factor" or "passphrase" or "session" or "language" ? done : null;
        return await Show(enroll ? Totp.NewSeed() : null);
    }

    /// <summary>Takes the authenticator when a first code proves it. Replacing one asks for the passphrase.</summary>
    public async Task<IActionResult> OnPostSecondFactor([FromForm] string? offer, [FromForm] string? code, [FromForm] string? passphrase)
    {
        Act = "second-factor";
        var seed = SeedOffer.Open(offer, Actor.PersonId, Work.Now, secrets);
        Outcome outcome = seed is null ? Outcome.Refused(new OfferExpired()) : Outcome.Done;
        if (seed is not null && (await ReadAccount.Handle(Work)).SecondFactor)
            outcome = await ProvePassphrase.Handle(passphrase, "passphrase", Work, gate, secrets, factory);
        var onward = await Onward.From(Work, Actor.Confined ? null : "/app/account?done=second-factor", confined: false);
        if (outcome.IsDone) outcome = await EnrollSecondFactor.Handle(seed!, code ?? "", Work, secrets);
        // The same seed again: it may be in the app already.
        return await After(outcome, onward, () => Show(seed ?? Totp.NewSeed()));
    }

    /// <summary>Changes the passphrase.</summary>
    public async Task<IActionResult> OnPostPassphrase([FromForm] string? old, [FromForm] string? passphrase, [FromForm] string? again)
    {
        Act = "passphrase";
        var outcome = TwiceTyped.WhyNot(passphrase, again) is { } differs ? Outcome.Refused(differs) : await ChangePassphrase.Handle(old, passphrase, Work, gate, secrets, factory);
        return await After(outcome, "/app/account?done=passphrase", () => Show(null));
    }

    /// <summary>Draws a new recovery code.</summary>
    public async Task<IActionResult> OnPostRecoveryCode([FromForm] string? passphrase)
    {
        Act = "recovery";
        var outcome = await RenewRecoveryCode.Handle(passphrase, Work, gate, secrets, factory);
        if (!outcome.IsDone) return await After(outcome, "/app/account", () => Show(null));
        NewCode = outcome.Value;
        return Page();
    }

    /// <summary>Ends one of the own sessions.</summary>
    public async Task<IActionResult> OnPostEndSession([FromForm] Guid session) =>
        await After(await EndSession.Handle(session, Work), session == Actor.SessionId ? "/app/sign-in?ended=true" : "/app/account?done=session", () => Show(null));

    /// <summary>Changes the language.</summary>
    public async Task<IActionResult> OnPostLanguage([FromForm] string? language)
    {
        Act = "language";
        return await After(await ChooseLanguage.Handle(language, Work), "/app/account?done=language", () => Show(null));
    }

    private async Task<IActionResult> Show(byte[]? seed)
    {
        Account = await ReadAccount.Handle(Work);
        if (Actor.Confined && !Account.SecondFactor) seed ??= Totp.NewSeed();
        if (seed is null) return Page();
        var issuer = installation.Demonstration ? "OpenILM demonstration" : "OpenILM";
        Offer = new SeedShown(SeedOffer.Seal(seed, Actor.PersonId, Work.Now, secrets), [.. Totp.Base32(seed).Chunk(4).Select(c => new string(c))], QrPicture.Of(Totp.Uri(issuer, Account.Email, seed)));
        return Page();
    }

    /// <summary>The seed on the page is too old or not of this account.</summary>
    public sealed record OfferExpired() : Refusal("totp.offer-expired");
}
