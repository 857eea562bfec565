using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;

namespace OpenIlm.Platform;

/// <summary>
/// Rows to records: the columns of a query fill the constructor of a record by name (<c>read_on</c> fills <c>ReadOn</c>).
/// Scalars are read from the first column. Enums stand in the database by name. Arrays and jsonb text work as Npgsql gives them.
/// </summary>
internal static class Rows<T>
{
    private static readonly Type target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
    private static readonly ConstructorInfo? constructor = IsScalar(target) ? null
        : typeof(T).GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
    private static readonly ParameterInfo[] parameters = constructor?.GetParameters() ?? [];
    private static readonly Func<object?[], T>? make = constructor is null ? null : Compile(constructor);
    private static readonly ConcurrentDictionary<string, int[]> plans = new(StringComparer.Ordinal);

    /// <summary>Reads the current row.</summary>
    /// <exception cref="InvalidOperationException">A constructor parameter has no column of its name: a bug in the query.</exception>
    public static T Read(DbDataReader reader, string sql)
    {
        if (make is null) return reader.IsDBNull(0) ? default! : (T)Cell(reader, 0, target)!;
        var plan = plans.GetOrAdd(sql, static (_, r) => Plan(r), reader);
        var values = new object?[parameters.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.IsDBNull(plan[i]) ? null : Cell(reader, plan[i], Nullable.GetUnderlyingType(parameters[i].ParameterType) ?? parameters[i].ParameterType);
        return make(values);
    }

    private static object? Cell(DbDataReader reader, int ordinal, Type type)
    {
        if (type.IsEnum) return Enum.Parse(type, reader.GetString(ordinal));
        if (type == typeof(string)) return reader.GetString(ordinal);
        if (type == typeof(DateOnly)) return reader.GetFieldValue<DateOnly>(ordinal);
        if (type == typeof(DateTimeOffset)) return reader.GetFieldValue<DateTimeOffset>(ordinal);
        if (type == typeof(IReadOnlyList<string>) || type == typeof(string[])) return reader.GetFieldValue<string[]>(ordinal);
        if (type == typeof(IReadOnlyList<Guid>) || type == typeof(Guid[])) return reader.GetFieldValue<Guid[]>(ordinal);
        if (type == typeof(int)) return reader.GetInt32(ordinal);
        if (type == typeof(long)) return reader.GetInt64(ordinal);
        return reader.GetValue(ordinal);
    }

    private static int[] Plan(DbDataReader reader)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).ToDictionary(i => reader.GetName(i).Replace("_", "", StringComparison.Ordinal), i => i, StringComparer.OrdinalIgnoreCase);
        return [.. parameters.Select(p => columns.TryGetValue(p.Name!, out var at) ? at
            : throw new InvalidOperationException($"{typeof(T).Name}.{p.Name} has no column in the query."))];
    }

    private static Func<object?[], T> Compile(ConstructorInfo constructor)
    {
        var values = System.Linq.Expressions.Expression.Parameter(typeof(object?[]));
        var arguments = constructor.GetParameters().Select((p, i) =>
        {
            var cell = System.Linq.Expressions.Expression.ArrayIndex(values, System.Linq.Expressions.Expression.Constant(i));
            return (System.Linq.Expressions.Expression)System.Linq.Expressions.Expression.Condition(
                System.Linq.Expressions.Expression.Equal(cell, System.Linq.Expressions.Expression.Constant(null)),
                System.Linq.Expressions.Expression.Default(p.ParameterType),
                System.Linq.Expressions.Expression.Convert(cell, p.ParameterType));
        });
        return System.Linq.Expressions.Expression.Lambda<Func<object?[], T>>(System.Linq.Expressions.Expression.New(constructor, arguments), values).Compile();
    }

    private static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(DateOnly)
        || type == typeof(DateTimeOffset) || type == typeof(decimal) || type.IsArray;
}
