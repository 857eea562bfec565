using System.Net.Mail;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>Sends what waits, each once. A server that says no is asked again later, ever more seldom; where nobody can know whether it took the mail, the
/// mail is marked unsure and a person decides: a link sent twice confuses, and the second one would end the first.</summary>
public sealed class Mailer(Database database, OutgoingMail mail, TimeProvider time, ILogger<Mailer> log) : Sweep(TimeSpan.FromSeconds(2), time, log)
{
    private const int Batch = 20, MostAttempts = 8;

    /// <summary>Sends everything that is due; returns how many went out.</summary>
    public async Task<int> SendAll(CancellationToken cancelled)
    {
        await Run("select platform.tidy_mail($1)", cancelled, Time.GetUtcNow());
        if (!mail.CanSend) return 0;
        var sent = 0;
        while (true)
        {
            var taken = await Take(cancelled);
            foreach (var one in taken)
                if (await Send(one, cancelled)) sent++;
            if (taken.Count < Batch) return sent;
        }
    }

    private async Task<bool> Send(Taken one, CancellationToken cancelled)
    {
        var (state, next, fault) = ("Sent", (DateTimeOffset?)null, (string?)null);
        Exception? wrong;
        try { wrong = await mail.SendNow(one.Id, one.Address, one.Subject, mail.Open(one.Id, one.Text), null, cancelled); }
        catch (Sealing.SealBrokenException broken) { wrong = broken; }
        if (wrong is not null)
        {
            (state, fault) = Judge(wrong);
            if (state == "Waiting" && one.Attempts >= MostAttempts) state = "Failed";
            if (state == "Waiting") next = Time.GetUtcNow().AddMinutes(Math.Pow(2, one.Attempts));
        }
        // Settled even while the program stops: what went out must not be taken for unsure.
        await Run("select platform.settle_mail($1, $2, $3, $4, $5)", CancellationToken.None, one.Id, state, next, fault, Time.GetUtcNow());
        return state == "Sent";
    }

    /// <summary>What a failure says: the server was not reached or said no for now (try again), for good (failed), or may have taken the mail (unsure).</summary>
    /// <returns>The state of the mail and a word for the log of failures; never the server's own words, which may repeat the address.</returns>
    public static (string State, string Fault) Judge(Exception wrong) => wrong switch
    {
        SmtpException { InnerException: SocketException } => ("Waiting", "server not reached"),
        SmtpException { InnerException.InnerException: SocketException } => ("Waiting", "server not reached"),
        SmtpException { StatusCode: SmtpStatusCode.MailboxBusy or SmtpStatusCode.LocalErrorInProcessing or SmtpStatusCode.InsufficientStorage or SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.ServiceClosingTransmissionChannel } => ("Waiting", "server busy"),
        SmtpException { StatusCode: > 0 and var code } => ("Failed", $"refused {(int)code}"),
        FormatException => ("Failed", "not an address"),
        Sealing.SealBrokenException => ("Failed", "sealed by other installation secrets"),
        _ => ("Unsure", "connection lost"),
    };

    private async Task<List<Taken>> Take(CancellationToken cancelled)
    {
        await using var command = database.Data.CreateCommand("select * from platform.take_mail($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("", Time.GetUtcNow()));
        command.Parameters.Add(new NpgsqlParameter<int>("", Batch));
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var taken = new List<Taken>();
        while (await reader.ReadAsync(cancelled)) taken.Add(new Taken(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetInt32(4)));
        return taken;
    }

    private async Task Run(string sql, CancellationToken cancelled, params object?[] values)
    {
        await using var command = database.Data.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value switch
            {
                // The type must be known also of what is missing.
                DateTimeOffset at => new NpgsqlParameter<DateTimeOffset>("", at),
                null => new NpgsqlParameter { Value = DBNull.Value },
                _ => new NpgsqlParameter { Value = value },
            });
        await command.ExecuteNonQueryAsync(cancelled);
    }

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => SendAll(cancelled);

    private sealed record Taken(Guid Id, string Address, string Subject, byte[] Text, int Attempts);
}
