using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The form, one question a page. Each page posts to the next and carries all answers, so that nothing is kept between them.</summary>
[OpenDoor("a worker has no account")]
public sealed class ReportModel(Frame frame, Words words, Work work, Door door) : WorkerPage(frame, words)
{
    /// <summary>Where she is.</summary>
    public ReportStep Step { get; private set; }
    /// <summary>What she answered.</summary>
    public ReportAnswers Said { get; private set; } = new();
    /// <summary>The short form of those who ask for information or help.</summary>
    public bool Asks => RouteData.Values["kind"] is "ask";
    /// <summary>She came from the review to change one answer.</summary>
    public bool Returns { get; private set; }
    /// <summary>Countries that a channel serves.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];
    /// <summary>Channels to choose from.</summary>
    public IReadOnlyList<ListChannels.ChannelView> Channels { get; private set; } = [];
    /// <summary>No channel serves the country she named.</summary>
    public bool NoneThere { get; private set; }
    /// <summary>Who will read; null while the database cannot be asked.</summary>
    public ListChannels.ChannelView? Reader { get; private set; }
    /// <summary>Day by which it is read.</summary>
    public DateOnly? PromisedBy { get; private set; }
    /// <summary>She said that she would rather speak: her recording is what the report is about. A file cannot travel from page to page, so it is asked for
    /// once the report is there to take it.</summary>
    public bool Speaks => Said.Text?.EndsWith(Words["report.speak.text"], StringComparison.Ordinal) == true;
    /// <summary>Path of this form.</summary>
    public string Here => $"/w/{Language}/{(Asks ? "ask" : "report")}";
    /// <summary>Place on the way, from 1.</summary>
    public int Place => ReportPath.Of(Asks).ToList().IndexOf(Step) + 1;
    /// <summary>Number of questions.</summary>
    public int Places => ReportPath.Of(Asks).Count;

    /// <summary>Countries of origin offered; others are told in her words.</summary>
    public static readonly IReadOnlyList<string> Nationalities = ["BD", "ID", "IN", "KH", "LA", "MM", "MY", "NP", "PH", "TH", "VN"];

    /// <summary>The first question.</summary>
    public async Task OnGetAsync()
    {
        Countries = await ListChannels.Countries(work);
        await Show(ReportStep.Country);
        // Where there is nothing to choose, nothing is asked.
        if (Countries.Count != 1) return;
        Said = Said with { Country = Countries[0] };
        await Show(ReportStep.Reader);
    }

    /// <summary>An answer, or a way back.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Said = ReportAnswers.Of(Form, Asks);
        var step = Form.Choice<ReportStep>("step");
        var go = Form.Text("go") ?? "next";
        Returns = Form.Text("returns") is not null;
        // The field that people do not see and machines fill.
        if (Form.Text("website") is not null) { Took(Outcome.Refused(new BadInput("form.honeypot", ""))); await Show(ReportStep.Review); return Page(); }
        try
        {
            if (go == "send") return await Send();
            if (go == "speak") Said = Said with { Text = string.IsNullOrWhiteSpace(Said.Text) ? Words["report.speak.text"] : $"{Said.Text}\n\n{Words["report.speak.text"]}" };
            if (go == "back") { await Show(Returns ? ReportStep.Review : ReportPath.Before(Asks, step) ?? ReportStep.Country); return Page(); }
            if (go.StartsWith("change-", StringComparison.Ordinal) && Enum.TryParse<ReportStep>(go["change-".Length..], out var asked)) { Returns = true; await Show(asked); return Page(); }
            return await Next(step, go);
        }
        catch (Exception away) when (Away.Is(away))
        {
            // The page is drawn without asking the database: what she typed is worth more than the name of the reader.
            Took(Outcome.Busy);
            Step = step;
            return Page();
        }
    }

    private async Task<IActionResult> Next(ReportStep step, string go)
    {
        var wrong = SendReport.WhyNot(Said.ToInput(Language)).Where(r => ReportPath.Asks(r) == step).ToList();
        if (wrong.Count > 0) { Took(Outcome.Refused(wrong)); await Show(step); return Page(); }
        // The form is made before she writes: by the time she sends it is old enough, and it is refused early where nobody could read it.
        if (step is ReportStep.Reader && !await IssueForm()) { await Show(step); return Page(); }
        await Show(go == "review" || Returns ? ReportStep.Review : ReportPath.Next(Asks, step));
        Returns = Returns && Step is not ReportStep.Review;
        return Page();
    }

    private async Task<bool> IssueForm()
    {
        var made = await MakeForm.Handle(new MakeForm.Input { Language = Language, ChannelId = Said.Channel, Country = Said.Country }, work, door);
        if (!Took(made)) return false;
        Said = Said with { Receipt = made.Value!.Receipt, FormState = made.Value.FormState, Channel = made.Value.Readers[0].ChannelId };
        return true;
    }

    private async Task<IActionResult> Send()
    {
        var outcome = await SendReport.Take(Said.ToInput(Language), work, door);
        if (Took(outcome))
        {
            Step = ReportStep.Received;
            PromisedBy = await Promise(outcome.Value!);
            return Page();
        }
        // Open too long and not received: a new form takes the place of the old one; she only has to send again.
        if (Refusals.Any(r => r.Code == "form.expired"))
        {
            var (why, status) = (Refusals, Response.StatusCode);
            if (await IssueForm()) (Refusals, Response.StatusCode) = (why, status);
        }
        await Show(Refusals.Select(ReportPath.Asks).FirstOrDefault(s => s is not null) ?? ReportStep.Review);
        return Page();
    }

    // Asked afterwards and in a work of its own: the report is received whether or not this can be answered.
    private async Task<DateOnly?> Promise(SendReport.Taken taken)
    {
        try
        {
            await using var after = door.Works.Begin(HttpContext.RequestAborted);
            await after.ActAnonymously(taken.Organization);
            return (await door.Cases.ForWorker(after, taken.Contact)).PromisedBy;
        }
        catch (Exception away) when (Away.Is(away)) { return null; }
    }

    private async Task Show(ReportStep step)
    {
        Step = step;
        // Nothing is typed yet on the first pages: the language may still be changed.
        if (step is ReportStep.Country or ReportStep.Reader && Said.Text is null) SwitchTo(Asks ? "/ask" : "/report");
        if (step is ReportStep.Country && Countries.Count == 0) Countries = await ListChannels.Countries(work);
        if (step is not (ReportStep.Reader or ReportStep.About or ReportStep.Review)) return;
        Channels = await ListChannels.Handle(Said.Country, Language, work);
        NoneThere = Channels.Count == 0 || Said.Country is null;
        if (Channels.Count == 0) Channels = await ListChannels.Handle(null, Language, work);
        Reader = Channels.FirstOrDefault(c => c.Id == Said.Channel) ?? Channels.FirstOrDefault();
    }
}
