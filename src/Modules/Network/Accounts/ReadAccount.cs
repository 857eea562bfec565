using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The own account: what is set up, and where it is signed in.</summary>
public static class ReadAccount
{
    /// <summary>The account.</summary>
    public sealed record AccountView(
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Email,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] bool SecondFactor,
        [property: Field(FieldClass.C1)] bool RecoveryCode,
        [property: Field(FieldClass.C1)] IReadOnlyList<OpenSessionView> Sessions) : IView<SignedIn>;

    /// <summary>A place where the account is signed in. Nothing about the device is known.</summary>
    public sealed record OpenSessionView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] DateTimeOffset CreatedAt,
        [property: Field(FieldClass.C1)] DateTimeOffset LastSeen,
        [property: Field(FieldClass.C1)] bool Locked) : IView<SignedIn>;

    /// <summary>Reads it.</summary>
    public static async Task<AccountView> Handle(Work work)
    {
        var row = (await work.FirstOrNone<Row>("select name, email, language, totp_wrapped is not null as second_factor, sk_by_recovery is not null as recovery_code from access.person where id = $1", work.Actor.PersonId))!;
        var sessions = await work.All<OpenSessionView>("""
            select id, created_at, last_seen, locked or sk_wrapped is null as locked from access.session
             where person_id = $1 and last_seen > $2 and created_at > $3 order by last_seen desc
            """, work.Actor.PersonId, work.Now.AddMinutes(-30), work.Now.AddHours(-10));
        return new AccountView(row.Name, row.Email, row.Language, row.SecondFactor, row.RecoveryCode, sessions);
    }

    private sealed record Row(string Name, string Email, string Language, bool SecondFactor, bool RecoveryCode);
}

/// <summary>The language of the workspace for one person.</summary>
public static class ChooseLanguage
{
    /// <summary>Keeps the choice.</summary>
    public static async Task<Outcome> Handle(string? language, Work work)
    {
        if (!Languages.Knows(language)) return Outcome.Refused(new BadInput("input.not-a-choice", "language"));
        work.Write("update access.person set language = $2 where id = $1", work.Actor.PersonId, language);
        work.Audit("person.language-chosen", "person", work.Actor.PersonId, new { language });
        return await work.Commit();
    }
}
