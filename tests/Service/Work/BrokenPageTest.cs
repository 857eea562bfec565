using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Service;

/// <summary>What a person sees when a page cannot do its work: words, never an empty sheet, and never what somebody wrote.</summary>
public sealed class BrokenPageTest : IAsyncLifetime
{
    private readonly TestNetwork network = new();

    public ValueTask InitializeAsync() => network.InitializeAsync();
    public ValueTask DisposeAsync() => network.DisposeAsync();

    [Fact]
    public async Task A_fault_of_the_program_is_a_page_with_words()
    {
        var ngo = await network.AnNgo();
        await using var broken = await network.AnotherNode(configure: services => services.AddSingleton<IDirectory>(new NoDirectory()));
        using var page = await broken.As(ngo.Handler).Http.GetAsync("/app/cases");
        page.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("Something broke on our side");
        html.ShouldNotContain(NoDirectory.Secret);
        (await Calls.Get(broken.As(ngo.Handler).Http, "/cases")).Json["code"]!.GetValue<string>().ShouldBe("service.fault");
    }

    [Fact]
    public async Task A_form_sent_after_the_session_ended_says_so_and_leads_to_the_sign_in()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = "a long note" });
        using var page = await network.Anonymous.PostAsync("/app/hotline", form);
        page.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("You were signed out");
        html.ShouldContain("/app/sign-in?next=%2Fapp%2Fhotline");
    }

    private sealed class NoDirectory : IDirectory
    {
        public const string Secret = "what somebody wrote";
        private static InvalidOperationException Broken => new(Secret);

        public Task<SiteFacts?> Site(OpenIlm.Platform.Work work, Guid site) => throw Broken;
        public Question<SiteFacts> AskSite(Guid site) => throw Broken;
        public Task<IReadOnlyDictionary<Guid, SiteFacts>> Sites(OpenIlm.Platform.Work work, IReadOnlyCollection<Guid> sites) => throw Broken;
        public Task<IReadOnlyList<SiteFacts>> FindSites(OpenIlm.Platform.Work work, string? query, string? country, Guid? organization, int limit) => throw Broken;
        public Task<OrganizationFacts?> Organization(OpenIlm.Platform.Work work, Guid organization) => throw Broken;
        public Task<IReadOnlyDictionary<Guid, OrganizationFacts>> Organizations(OpenIlm.Platform.Work work, IReadOnlyCollection<Guid> organizations) => throw Broken;
        public Task<IReadOnlyList<OrganizationFacts>> RecipientsFor(OpenIlm.Platform.Work work, Guid site) => throw Broken;
        public Task<bool> BuysFrom(OpenIlm.Platform.Work work, Guid buyer, Guid site) => throw Broken;
        public Task<IReadOnlyList<FocalPointFacts>> FocalPoints(OpenIlm.Platform.Work work, Guid organization, Guid? site) => throw Broken;
        public Task<WorkforceFacts?> Workforce(OpenIlm.Platform.Work work, Guid site) => throw Broken;
        public Task<IReadOnlyList<Colleague>> CaseHandlers(OpenIlm.Platform.Work work) => throw Broken;
    }
}
