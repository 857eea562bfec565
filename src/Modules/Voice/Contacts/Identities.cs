using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>What of a contact belongs into the identity store.</summary>
public static class Identities
{
    /// <summary>The identity as sealed; null when she said nothing that could identify or reach her.</summary>
    public static WorkerIdentity? Of(Reporter? who, ContactPlan? plan, string? employerName)
    {
        var identity = new WorkerIdentity
        {
            Name = Said(who?.Name), Phone = Said(who?.Phone), Gender = Said(who?.Gender), Nationality = Said(who?.Nationality), AgeBand = Said(who?.AgeBand),
            EmployerName = Said(employerName),
            SafeChannel = Said(plan?.Channel), SafeHours = Said(plan?.SafeHours), CodeWord = Said(plan?.CodeWord), NeverContact = plan?.Never ?? false,
        };
        return identity == new WorkerIdentity() ? null : identity;
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
