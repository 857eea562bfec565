using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.ClocksPermissions;

namespace OpenIlm.Cases;

/// <summary>The API of time: clocks, their numbers, calendars, and what an escalation brings.</summary>
internal static class ClocksApi
{
    private const int MostBytes = 512 * 1024;

    public static void Map(SealedEndpoints api)
    {
        api.Get("/cases/{id:guid}/clocks", CasesPermissions.Read, async (Guid id, Work work, Keystore keystore) => Answers.Ok(await ReadClocks.Handle(id, work, keystore))).Produces<ReadClocks.CaseClocksView>();
        api.Post("/issues/{id:guid}/pause", P.Pause, async (Guid id, PauseClocks.Input input, HttpRequest http, Work work) => Answers.Created(await PauseClocks.Pause(id, Given.Version(http), input, work))).Produces<ActView>(201);
        api.Post("/issues/{id:guid}/resume", P.Pause, async (Guid id, HttpRequest http, Work work) => Answers.Created(await PauseClocks.Resume(id, Given.Version(http), work))).Produces<ActView>(201);
        api.Post("/clocks/{id:guid}/extensions", P.Pause, async (Guid id, ExtendClock.Input input, Work work) => Answers.Created(await ExtendClock.Ask(id, input, work))).Produces<ActView>(201);
        api.Post("/extensions/{id:guid}/decision", P.Grant, async (Guid id, ExtendClock.Decision decision, Work work) => Answers.Created(await ExtendClock.Decide(id, decision, work))).Produces<ActView>(201);
        api.PostSealed("/shares/{id:guid}/ready", CasesPermissions.ReleaseShare, async (Guid id, KeepReady.Input input, HttpRequest http, Work work, IDirectory directory, Keystore keystore) => Answers.Created(await KeepReady.Handle(id, Given.Version(http), input, work, directory, keystore))).Produces<ActView>(201);

        api.Get("/clock-settings", P.ReadSettings, async (Work work) => Answers.Ok(await KeepSettings.Read(work))).Produces<KeepSettings.SettingsView>();
        api.Post("/clock-settings", P.ProposeSettings, async (KeepSettings.Input input, Work work) => Answers.Created(await KeepSettings.Propose(input, work))).Produces<KeepSettings.ProposedView>(201);
        api.Post("/clock-settings/{id:guid}/decision", P.ReadSettings, async (Guid id, KeepSettings.Decision decision, Work work) => Answers.Created(await KeepSettings.Decide(id, decision, work))).Produces<KeepSettings.ProposedView>(201);

        api.Get("/calendars", P.ReadCalendars, async (Work work) => Answers.Ok(await KeepCalendar.List(work))).Produces<IReadOnlyList<KeepCalendar.CountryView>>();
        api.Get("/calendars/{country}", P.ReadCalendars, async (string country, int? year, Work work) => Answers.Ok(await KeepCalendar.Read(country, year, work))).Produces<KeepCalendar.CalendarView>();
        api.Post("/calendars/{country}/holidays", P.KeepCalendars, async (string country, KeepCalendar.HolidayInput input, Work work) => Answers.Created(await KeepCalendar.Add(country, input, work))).Produces<KeepCalendar.HolidayView>(201);
        api.Post("/calendars/{country}/holidays/remove", P.KeepCalendars, async (string country, KeepCalendar.RemoveInput input, Work work) => Answers.From(await KeepCalendar.Remove(country, input, work)));
        api.Post("/calendars/{country}/week", P.KeepCalendars, async (string country, KeepCalendar.WeekInput input, Work work) => Answers.From(await KeepCalendar.SetWeek(country, input, work)));
        api.Post("/calendars/import", P.KeepCalendars, async (HttpRequest http, Work work) =>
        {
            using var reader = new StreamReader(http.Body, new UTF8Encoding(false));
            return Answers.Created(await KeepCalendar.Import(await reader.ReadToEndAsync(work.Cancelled), work));
        }).WithMetadata(new RequestSizeLimitAttribute(MostBytes)).Produces<KeepCalendar.ImportedView>(201);

        api.PostSealed("/shared-issues/{id:guid}/join", P.JoinRemedy, async (Guid id, JoinRemedy.Input input, Work work, Keystore keystore) => Answers.Created(await JoinRemedy.Join(id, input, work, keystore))).Produces<JoinRemedy.JoinedView>(201);
        api.Post("/shared-issues/{id:guid}/leave", P.JoinRemedy, async (Guid id, Work work) => Answers.Created(await JoinRemedy.Leave(id, work))).Produces<JoinRemedy.JoinedView>(201);
    }
}
