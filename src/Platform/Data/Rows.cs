using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace OpenIlm.Platform;

/// <summary>
/// Rows to records: the columns of a query fill the constructor of a record by name (<c>read_on</c> fills <c>ReadOn</c>).
/// Scalars are read from the first column. Enums stand in the database by name. One reader is compiled for each query, so that a row
/// costs its cells and nothing else.
/// </summary>
internal static class Rows<T>
{
    private static readonly ConcurrentDictionary<string, Func<DbDataReader, T>> readers = new(StringComparer.Ordinal);

    /// <summary>Reads the current row.</summary>
    /// <exception cref="InvalidOperationException">A constructor parameter has no column of its name: a bug in the query.</exception>
    public static T Read(DbDataReader reader, string sql) => readers.GetOrAdd(sql, static (_, r) => Compile(r), reader)(reader);

    private static Func<DbDataReader, T> Compile(DbDataReader shape)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        if (Cells.IsScalar(typeof(T))) return Expression.Lambda<Func<DbDataReader, T>>(Cells.Read(reader, 0, typeof(T)), reader).Compile();
        var columns = Enumerable.Range(0, shape.FieldCount)
            .ToDictionary(i => shape.GetName(i).Replace("_", "", StringComparison.Ordinal), i => i, StringComparer.OrdinalIgnoreCase);
        var constructor = typeof(T).GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var arguments = constructor.GetParameters().Select(p => Cells.Read(reader,
            columns.TryGetValue(p.Name!, out var at) ? at : throw new InvalidOperationException($"{typeof(T).Name}.{p.Name} has no column in the query."), p.ParameterType));
        return Expression.Lambda<Func<DbDataReader, T>>(Expression.New(constructor, arguments), reader).Compile();
    }
}

/// <summary>One cell of a row as an expression.</summary>
internal static class Cells
{
    private static readonly MethodInfo isNull = typeof(DbDataReader).GetMethod(nameof(DbDataReader.IsDBNull))!;
    private static readonly MethodInfo fieldValue = typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetFieldValue))!;

    /// <summary>The cell as its type; the type's default where it is null.</summary>
    public static Expression Read(Expression reader, int ordinal, Type type)
    {
        var at = Expression.Constant(ordinal);
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        // Arrays come as arrays; a list in a record is one of them.
        var stored = bare.IsEnum ? typeof(string)
            : bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? bare.GetGenericArguments()[0].MakeArrayType() : bare;
        Expression value = Expression.Call(reader, fieldValue.MakeGenericMethod(stored), at);
        if (bare.IsEnum) value = Expression.Call(typeof(Names<>).MakeGenericType(bare).GetMethod("Of")!, value);
        return Expression.Condition(Expression.Call(reader, isNull, at), Expression.Default(type), value.Type == type ? value : Expression.Convert(value, type));
    }

    /// <summary>Whether the type is a cell by itself.</summary>
    public static bool IsScalar(Type type) => Nullable.GetUnderlyingType(type) is { } bare ? IsScalar(bare)
        : type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(DateOnly)
          || type == typeof(DateTimeOffset) || type == typeof(decimal) || type.IsArray;

    /// <summary>The members of an enum by name, looked up and not searched.</summary>
    private static class Names<TEnum> where TEnum : struct, Enum
    {
        private static readonly Dictionary<string, TEnum> byName = Enum.GetValues<TEnum>().ToDictionary(v => v.ToString(), StringComparer.Ordinal);

        /// <summary>The member of that name.</summary>
        /// <exception cref="KeyNotFoundException">The database holds a name the program does not know: a migration was forgotten.</exception>
        public static TEnum Of(string name) => byName[name];
    }
}
