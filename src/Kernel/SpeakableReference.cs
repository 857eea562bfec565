using System.Security.Cryptography;

namespace OpenIlm.Kernel;

/// <summary>A random reference that two people can say over a bad line, "river-copper-41". It carries no date and no order.</summary>
public static class SpeakableReference
{
    private static readonly string[] first =
    [
        "river", "maple", "stone", "cloud", "field", "ocean", "tiger", "lotus", "amber", "cedar", "delta", "ember", "fern", "grape", "hazel", "indigo",
        "jade", "kite", "lemon", "mango", "north", "olive", "pearl", "quartz", "rice", "silver", "tulip", "umber", "valley", "willow", "yellow", "zebra",
        "anchor", "bamboo", "candle", "dolphin", "eagle", "forest", "garden", "harbor", "island", "jasmine", "koala", "lantern", "meadow", "nectar", "orchid", "palm",
        "rabbit", "sunset", "temple", "violet", "walnut", "cotton", "breeze", "canyon", "falcon", "ginger", "marble", "pepper", "rocket", "saffron", "thunder", "winter",
    ];

    private static readonly string[] second =
    [
        "copper", "bridge", "basket", "window", "pencil", "button", "ladder", "mirror", "needle", "paper", "ribbon", "saddle", "table", "thread", "wagon", "whistle",
        "anvil", "barrel", "bottle", "carpet", "castle", "circle", "clover", "cradle", "drum", "feather", "flute", "hammer", "helmet", "kettle", "locket", "magnet",
        "medal", "parcel", "piano", "pillow", "planet", "pocket", "puzzle", "rudder", "sail", "scarf", "shovel", "signal", "sponge", "spoon", "square", "stamp",
        "statue", "string", "sugar", "ticket", "towel", "tunnel", "vessel", "violin", "wheel", "acorn", "beacon", "blanket", "compass", "engine", "garland", "harvest",
    ];

    /// <summary>Draws one of about four million. Callers keep it unique within the organization.</summary>
    public static string Draw() =>
        $"{first[RandomNumberGenerator.GetInt32(first.Length)]}-{second[RandomNumberGenerator.GetInt32(second.Length)]}-{RandomNumberGenerator.GetInt32(10, 1000)}";
}
