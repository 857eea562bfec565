using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Web;

/// <summary>The endpoints of whoever runs the server.</summary>
public static class Operations
{
    /// <summary>Maps health, the API document and its page.</summary>
    public static void Map(WebApplication app, SealedEndpoints api)
    {
        app.MapGet("/health/live", () => Results.Text("live")).WithMetadata(new OpenDoorAttribute("a load balancer has no account"));
        app.MapGet("/health/ready", async (Database database, IntakeGuard intake, FileReadiness files, CancellationToken cancelled) =>
        {
            try
            {
                await using var command = database.Data.CreateCommand("select 1");
                await command.ExecuteScalarAsync(cancelled);
                await using var keys = database.Keystore.CreateCommand("select 1");
                await keys.ExecuteScalarAsync(cancelled);
            }
            catch (NpgsqlException) { return Results.Text("database away", statusCode: StatusCodes.Status503ServiceUnavailable); }
            return intake.Open ? Results.Text(string.Join('\n', (string[])["ready", .. await files.Lines(cancelled)])) : Results.Text("intake closed: " + string.Join(", ", intake.Faults), statusCode: StatusCodes.Status503ServiceUnavailable);
        }).WithMetadata(new OpenDoorAttribute("a load balancer has no account"));
        app.MapOpenApi("/api/{documentName}/openapi.json").WithMetadata(new OpenDoorAttribute("the contract is public"));
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "api";
            page.SwaggerEndpoint("/api/v1/openapi.json", "OpenILM API, version 1");
        });
    }
}
