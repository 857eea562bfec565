using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpenIlm.Platform;

/// <summary>The only way to map an API endpoint: its permission, or why it has none, is part of the call.</summary>
public sealed class SealedEndpoints(IEndpointRouteBuilder routes)
{
    /// <summary>A read that needs a permission.</summary>
    public RouteHandlerBuilder Get(string path, string permission, Delegate handler) => Map("GET", path, handler, new NeedsAttribute(permission));
    /// <summary>A read of sealed content.</summary>
    public RouteHandlerBuilder GetSealed(string path, string permission, Delegate handler) => Map("GET", path, handler, new NeedsAttribute(permission) { Unlocked = true });
    /// <summary>A write that needs a permission.</summary>
    public RouteHandlerBuilder Post(string path, string permission, Delegate handler) => Map("POST", path, handler, new NeedsAttribute(permission));
    /// <summary>A write that opens or makes sealed content with the session's keys.</summary>
    public RouteHandlerBuilder PostSealed(string path, string permission, Delegate handler) => Map("POST", path, handler, new NeedsAttribute(permission) { Unlocked = true });
    /// <summary>The own account of whoever is signed in.</summary>
    public RouteHandlerBuilder Own(string method, string path, Delegate handler) => Map(method, path, handler, new OwnAccountAttribute());
    /// <summary>An endpoint for everyone.</summary>
    public RouteHandlerBuilder Open(string method, string path, string reason, Delegate handler) => Map(method, path, handler, new OpenDoorAttribute(reason));

    /// <summary>A read for everyone outside <c>/api/v1</c>, where a standard of others names the path.</summary>
    public RouteHandlerBuilder OpenElsewhere(string path, string reason, Delegate handler) =>
        routes.MapMethods(path, ["GET"], handler).WithMetadata(new OpenDoorAttribute(reason)).DisableAntiforgery();

    /// <summary>A read of whoever is signed in outside <c>/api/v1</c>, where a page asks for it: answers that are no pages.</summary>
    public RouteHandlerBuilder OwnElsewhere(string path, Delegate handler) => routes.MapMethods(path, ["GET"], handler).WithMetadata(new OwnAccountAttribute()).DisableAntiforgery();

    private RouteHandlerBuilder Map(string method, string path, Delegate handler, Attribute door) =>
        routes.MapMethods("/api/v1" + path, [method], handler).WithMetadata(door).DisableAntiforgery();
}

/// <summary>A module as the host sees it.</summary>
public interface IModule
{
    /// <summary>Folder of its migrations, lower case; also its schema.</summary>
    string Name { get; }
    /// <summary>Place in the order of the house.</summary>
    int Order { get; }
    /// <summary>Registers its use cases, handlers, navigation.</summary>
    void Register(Microsoft.Extensions.DependencyInjection.IServiceCollection services);
    /// <summary>Maps its API.</summary>
    void Map(SealedEndpoints api);
}
