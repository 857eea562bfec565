using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Sealing;
using OpenIlm.Voice;
using OpenIlm.Web.Commands;

namespace OpenIlm.Web.Demonstration;

/// <summary>Makes the network itself: organizations, sites, relations, people and their keys.</summary>
internal static class Opening
{
    private const string Admin = "admin@network.demo";
    private static readonly TimeSpan step = TimeSpan.FromSeconds(40);

    /// <summary>Everybody but who joins in the last days.</summary>
    public static async Task Play(Stage stage, CancellationToken cancelled)
    {
        await First(stage, cancelled);
        foreach (var troupe in Cast.Troupes.Where(t => t.Name != Cast.Office))
            stage.Troupes[troupe.Key] = await Keep(stage, w => AddOrganization.Handle(new(troupe.Name, troupe.Kind, troupe.Country), w));
        foreach (var s in Cast.Steads)
            stage.Steads[s.Key] = await Keep(stage, w => AddSite.Handle(new(stage.Troupes[s.Employer], s.Name, s.Country, s.Place, s.TimeZone, s.Sector, s.Headcount), w));
        // A customer's list names the cold store again, in its own spelling: a likely duplicate to look at.
        await Keep(stage, w => AddSite.Handle(new(stage.Troupes["factory.demo"], "SAENSUK COLD-STORE CO., LTD.", "TH", "Song Khla", "Asia/Bangkok", "", null), w));
        foreach (var bond in Cast.Bonds)
            stage.Bonds[bond] = await Keep(stage, w => AddRelation.Handle(new(stage.Troupes[bond.From], stage.Troupes[bond.To], bond.Role, stage.Clock.Today.AddYears(-2)), w));
        await Directory.Play(stage);
        foreach (var player in Cast.Players.Where(p => p.Vault != VaultPart.Waiting)) await Join(stage, player);
        foreach (var maker in Cast.Players.Where(p => p.Vault == VaultPart.Maker)) await Vault(stage, maker);
        foreach (var line in Cast.Lines) await Channel(stage, line);
        await Lists.Bring(stage, cancelled);
        await Directory.Disclose(stage);
        await Joining.Play(stage);
        await Times.Calendars(stage);
    }

    /// <summary>Colleagues who joined in the last days and wait for a key.</summary>
    public static async Task Newcomers(Stage stage)
    {
        foreach (var player in Cast.Players.Where(p => p.Vault == VaultPart.Waiting)) await Join(stage, player);
        foreach (var helper in Helpers.All) await Add(stage, helper);
    }

    private static async Task Add(Stage stage, Helper helper)
    {
        stage.Clock.Pass(step);
        var added = await stage.Act(helper.Keeper, NetworkPermissions.KeepServices, w => AddService.Handle(helper.Entry(stage.Troupes), w));
        if (helper.MonthsAgo is not { } months) return;
        stage.Clock.Pass(step);
        await stage.Act(helper.Keeper, NetworkPermissions.KeepServices,
            w => ReviewService.Handle(added.Id, null, new(stage.Clock.Today.AddMonths(-months), helper.Outcome, helper.Note), w));
    }

    /// <summary>People and access as they are in the middle of a day: a colleague of another organization who helps out until a day, and an invitation that nobody has used yet.</summary>
    public static async Task Guests(Stage stage)
    {
        var (ngo, today) = (stage.Troupes["ngo.demo"], stage.Clock.Today);
        var invited = await stage.Act("supervisor@ngo.demo", NetworkPermissions.InvitePeople, w => InvitePerson.Handle(new(ngo, "supervisor@sathi.demo", "Guest", Roles.CaseHandler, Until: today.AddDays(60)), w));
        await stage.Act("supervisor@sathi.demo", NetworkPermissions.ReadDirectory, w => JoinOrganization.Handle(new(invited.Code), w));
        await stage.Act("supervisor@ngo.demo", NetworkPermissions.InvitePeople, w => InvitePerson.Handle(new(ngo, "kyaw@ngo.demo", "Kyaw Zin", Roles.CaseHandler), w));
    }

    private static async Task First(Stage stage, CancellationToken cancelled)
    {
        var invited = await FirstPerson.Invite(stage.Host, Admin, "Anong Chaiwat", Cast.Office, cancelled);
        if (!invited.IsDone) throw new InvalidOperationException("The demonstration could not be made: the first person could not be invited.");
        await Accept(stage, Admin, invited.Value!.Code!);
        // The office is the organization of the first person.
        stage.Troupes["network.demo"] = await stage.Try(Admin, NetworkPermissions.KeepDirectory, w => Task.FromResult(w.Actor.OrganizationId));
    }

    private static async Task Join(Stage stage, Player player)
    {
        stage.Clock.Pass(step);
        var invited = await stage.Act(Admin, NetworkPermissions.InvitePeople,
            w => InvitePerson.Handle(new(stage.Troupes[player.Troupe], player.Email, player.Name, player.Role, player.Site is null ? null : stage.Steads[player.Site]), w));
        await Accept(stage, player.Email, invited.Code!);
    }

    private static async Task Accept(Stage stage, string email, string code)
    {
        stage.Clock.Pass(step);
        var accepted = await stage.Unknown("opening the account " + email,
            w => AcceptInvitation.Handle(new(code, DemoNetwork.Passphrase), w, stage.Get<InstallationSecrets>(), secondFactor: false));
        stage.Players[email] = accepted.Person;
    }

    private static async Task Vault(Stage stage, Player maker)
    {
        stage.Clock.Pass(step);
        await stage.Act(maker.Email, NetworkPermissions.KeepVault, MakeVault.Handle);
        foreach (var colleague in Cast.Players.Where(p => p.Troupe == maker.Troupe && p.Vault == VaultPart.Admitted))
            await stage.Act(maker.Email, NetworkPermissions.KeepVault, w => AdmitToVault.Handle(stage.Players[colleague.Email], w));
    }

    private static async Task Channel(Stage stage, Line line)
    {
        stage.Clock.Pass(step);
        var kept = await stage.Act("supervisor@" + line.Ngo, VoicePermissions.ManageChannels, w => KeepChannels.Create(new()
        {
            Slug = line.Slug, Name = line.Name, Countries = line.Countries, Languages = line.Languages, DefaultFor = line.DefaultFor, Hours = line.Hours, Telephones = line.Telephones,
        }, w));
        stage.Channels.TryAdd(line.Ngo, kept.Id);
    }

    private static Task<Guid> Keep(Stage stage, Func<Platform.Work, Task<Outcome<Guid>>> act)
    {
        stage.Clock.Pass(step);
        return stage.Act(Admin, NetworkPermissions.KeepDirectory, act);
    }
}
