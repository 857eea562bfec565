using System.Net;
using System.Text;

namespace OpenIlm.Tests.Service;

/// <summary>Every error under /api is problem+json with a code: also those that the framework finds before any of our code does.</summary>
public sealed class ApiErrorsTest(TestNetwork network)
{
    [Theory]
    [InlineData("GET", "/api/v1/no-such-thing", null, HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v1/cases/not-an-id", null, HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v1/codes/..%2f..%2fetc%2fpasswd", null, HttpStatusCode.NotFound, "not-found")]
    [InlineData("DELETE", "/api/v1/codes", null, HttpStatusCode.MethodNotAllowed, "request.method-not-allowed")]
    [InlineData("POST", "/api/v1/voice/forms", "text/plain", HttpStatusCode.UnsupportedMediaType, "request.not-json")]
    [InlineData("POST", "/api/v1/voice/forms", "application/json", HttpStatusCode.BadRequest, "input.invalid-json")]
    public async Task An_error_of_the_api_is_problem_json_with_a_code(string method, string path, string? type, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (type is not null) request.Content = new StringContent("this is no json", Encoding.UTF8, type);
        using var response = await network.Anonymous.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", text);
        var problem = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem["status"]!.GetValue<int>().ShouldBe((int)status);
        problem["title"]!.GetValue<string>().ShouldNotBe(code);
    }

    [Fact]
    public async Task A_page_that_is_not_there_answers_with_a_page()
    {
        using var response = await network.Anonymous.GetAsync("/no-such-page");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }
}
