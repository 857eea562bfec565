namespace OpenIlm.Cases;

/// <summary>
/// A room of a case: a page of its own at <c>/app/cases/{id}/KEY</c>, named in the line of rooms on every page of the case. What it must show
/// beside the file itself is a panel that loads after it (<c>/app/cases/{id}/KEY/panel</c>): reading a case costs the same however many rooms there are.
/// </summary>
/// <param name="Key">Its name in the address and, as <c>case-room.KEY</c>, in the texts.</param>
/// <param name="Order">Its place in the line; the file itself is 0.</param>
/// <param name="Permission">Who finds it.</param>
/// <param name="HasPanel">Whether something of it stands beside the file.</param>
public sealed record CaseRoom(string Key, int Order, string Permission, bool HasPanel = false);

/// <summary>The line of rooms, as a page of a case draws it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Here">Key of the room that is open; empty for the file itself.</param>
public sealed record CaseRooms(Guid Case, string Here = "");
