using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>How the form stands that a report came with.</summary>
public enum FormStanding
{
    /// <summary>Issued with this receipt, old enough, not too old.</summary>
    Ready,
    /// <summary>Issued with this receipt a moment ago.</summary>
    TooYoung,
    /// <summary>Issued with this receipt, too long ago for a report that was not received.</summary>
    Expired,
    /// <summary>Altered, or issued with another receipt.</summary>
    NotThisForm,
}

/// <summary>The age of the form stands in for a cookie and a proof of work (security design, section 2.8.1).</summary>
public static class FormRules
{
    /// <summary>The form has to be a little older.</summary>
    /// <param name="Seconds">Seconds to wait.</param>
    public sealed record TooYoung(int Seconds) : Refusal("form.too-young");

    /// <summary>Judges the form.</summary>
    /// <param name="claims">What the form state says; null when it says nothing that we issued.</param>
    /// <param name="sameReceipt">Whether it was issued with the receipt that came with it.</param>
    /// <param name="now">The instant of the request.</param>
    /// <param name="options">Ages of this network.</param>
    public static FormStanding Judge(FormClaims? claims, bool sameReceipt, DateTimeOffset now, VoiceOptions options)
    {
        if (claims is null || !sameReceipt) return FormStanding.NotThisForm;
        var age = now - claims.IssuedAt;
        // A clock that was set back makes a form look younger than new: that is no reason to lock anyone out for long.
        if (age < options.MinimumFormAge) return FormStanding.TooYoung;
        return age > options.FormLife ? FormStanding.Expired : FormStanding.Ready;
    }

    /// <summary>The reason against a form that is not ready.</summary>
    public static Refusal? WhyNot(FormStanding standing, FormClaims? claims, DateTimeOffset now, VoiceOptions options) => standing switch
    {
        FormStanding.Ready => null,
        FormStanding.TooYoung => new TooYoung(Math.Max(1, (int)Math.Ceiling((claims!.IssuedAt + options.MinimumFormAge - now).TotalSeconds))),
        FormStanding.Expired => new BadInput("form.expired", "formState"),
        _ => new BadInput("form.invalid", "formState"),
    };
}
