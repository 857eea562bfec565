using Microsoft.AspNetCore.Mvc.Filters;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Web;

/// <summary>Fills what stands around a page before it runs: who looks, where she is, what she may open.</summary>
public sealed class FrameFilter(Frame frame, WorkSlot slot, Installation installation, IEnumerable<INavigation> navigation, FrameCounts counts) : IAsyncPageFilter
{
    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context)
    {
        frame.Demonstration = installation.Demonstration;
        frame.CurrentPath = context.HttpContext.Request.Path;
        if (slot.IsOpen && slot.Current.Actor.Kind == ActorKind.Person)
        {
            frame.Actor = slot.Current.Actor;
            frame.Language = frame.Actor.Language;
            frame.FormToken = slot.Current.FormToken;
            // Modules register in the order of the house; what people work in all day stands on top.
            frame.Navigation = [.. navigation.Reverse().SelectMany(n => n.For(frame.Actor))];
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (slot.IsOpen && slot.Current.Actor is { WorksElsewhere: true, ViewingAs: null }) frame.Workplaces = await slot.Current.All<Workplace>("select id, name from access.works_in($1)", slot.Current.Actor.PersonId);
        // A fragment has no frame around it.
        if (slot.IsOpen && slot.Current.Actor.Kind == ActorKind.Person && HttpMethods.IsGet(context.HttpContext.Request.Method) && IsWhole(context.HttpContext.Request)) await counts.Fill(frame, slot.Current);
        await next();
    }

    private static bool IsWhole(HttpRequest request) => !request.Headers.ContainsKey("HX-Request") || request.Headers.ContainsKey(Pipeline.ByItself);
}
