using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenIlm.Tests.Service;

/// <summary>What the program writes down about a request: nothing (security design, trap 5; security tests 9 and 89).</summary>
public sealed class LoggingTest(TestNetwork network)
{
    [Fact]
    public async Task A_page_for_the_signed_in_sends_a_stranger_to_the_sign_in_once_and_the_api_says_401()
    {
        var page = Doors.All(network).First(d => d is { Method: "GET", Permission: not null } && d.Pattern.RawText!.TrimStart('/').StartsWith("app/", StringComparison.Ordinal) && d.Pattern.Parameters.Count == 0).Path();
        var first = await network.Anonymous.GetAsync(page);
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var target = first.Headers.Location!.OriginalString;
        target.ShouldStartWith("/app/sign-in");
        var second = await network.Anonymous.GetAsync(target);
        second.StatusCode.ShouldBe(HttpStatusCode.OK, "the sign-in needs no sign-in");
        (await network.Anonymous.GetAsync("/api/v1/cases")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await network.Anonymous.PostAsync(page, null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_log_holds_no_request_no_receipt_and_nothing_that_was_told()
    {
        var log = new Ears();
        var ngo = await network.AnNgo();
        await using var node = await network.AnotherNode(configure: services => services.AddSingleton<ILoggerProvider>(log));
        var logger = node.Services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenIlm.Test");
        Deliberate(logger, "a deliberate line");

        var worker = (await Worker.AtTheDoor(node.Anonymous, ngo.Channel)).At(node.Anonymous);
        (await worker.Sends("canary-in-the-text")).Created();
        (await worker.Follows()).Ok();
        (await worker.Sends("")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Calls.Post(node.Anonymous, "/voice/reports", """{"canary-member":1}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Calls.Get(node.Anonymous, "/canary-in-the-path?canary=query")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await node.Anonymous.GetAsync("/app/canary-of-a-page")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var handler = node.As(ngo.Handler);
        var @case = (await handler.Get("/cases")).Ok()["items"]![0]!["id"]!.GetValue<Guid>();
        (await handler.Get($"/cases/{@case}")).Ok().ToJsonString().ShouldContain("canary-in-the-text");
        (await Calls.Post(node.Anonymous, "/sessions", new { email = "canary@test.example", password = "canary-password" })).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var lines = string.Join('\n', log.Lines);
        lines.ShouldContain("a deliberate line", Shouldly.Case.Sensitive, "the ear hears");
        foreach (var told in new[] { "canary", worker.Receipt, "/api/", "/app/", "/voice", "HTTP/1.1", @case.ToString(), "127.0.0.1", ngo.Handler.Token }) lines.ShouldNotContain(told);
    }

    private static readonly Action<ILogger, string, Exception?> deliberate = LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1), "{Line}");
    private static void Deliberate(ILogger logger, string line) => deliberate(logger, line, null);

    private sealed class Ears : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);
        public void Dispose() { }
    }
}
