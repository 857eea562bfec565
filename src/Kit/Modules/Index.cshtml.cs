using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIlm.Platform;

namespace OpenIlm.Kit.Modules;

/// <summary>The front of the house: which door is whose.</summary>
[OpenDoor("whoever looks for help begins here")]
public sealed class IndexModel : PageModel;
