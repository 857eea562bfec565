using System.Data.Common;

namespace OpenIlm.Platform;

/// <summary>
/// A read that is put to the database together with others, in one round trip: what a page needs of several rooms once it knows what to ask.
/// <see cref="Work.Ask"/> answers it.
/// </summary>
public abstract class Question(string sql, object?[] values)
{
    internal string Sql => sql;
    internal object?[] Values => values;
    internal abstract void Take(DbDataReader row);
}

/// <summary>A question whose answer is rows of a record.</summary>
/// <param name="sql">The query; parameters are <c>$1</c>, <c>$2</c>, …</param>
/// <param name="values">Its values.</param>
public sealed class Question<T>(string sql, params object?[] values) : Question(sql, values)
{
    private readonly List<T> rows = [];

    /// <summary>The rows; empty before it was asked.</summary>
    public IReadOnlyList<T> Rows => rows;

    internal override void Take(DbDataReader row) => rows.Add(OpenIlm.Platform.Rows<T>.Read(row, Sql));
}
