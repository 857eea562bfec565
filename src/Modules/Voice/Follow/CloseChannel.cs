using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The worker ends the channel: from now on her receipt is unknown to everyone, also to whoever takes it from her. The case goes on.</summary>
public static class CloseChannel
{
    /// <summary>Whose.</summary>
    public sealed record Input
    {
        /// <summary>Her receipt.</summary>
        public string? Receipt { get; init; }
    }

    /// <summary>Closes it.</summary>
    public static async Task<Outcome> Handle(Input input, Work work, Door door)
    {
        try
        {
            var opened = await door.Receipts.Open(input.Receipt, work);
            if (opened.Value is not { } found) return opened;
            work.Write("update voice.contact set closed_by_worker = true where id = $1", found.Row.Id);
            work.Notify("case.channel-closed", "case", found.Row.CaseId);
            work.Audit("contact.closed-channel", "contact", found.Row.Id);
            return await work.Commit();
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome.Busy; }
    }
}
