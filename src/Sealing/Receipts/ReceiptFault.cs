namespace OpenIlm.Sealing;

/// <summary>What is wrong with a receipt as typed. Found without any lookup, so it spends no rate limit and tells nothing.</summary>
public enum ReceiptFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing was typed.</summary>
    Empty,

    /// <summary>Not 18 digits.</summary>
    WrongLength,

    /// <summary>A digit is mistyped or two are swapped.</summary>
    WrongCheckDigits,

    /// <summary>Something else than digits, spaces, dashes and dots stands there.</summary>
    NotDigits,
}
