namespace OpenIlm.Kernel;

/// <summary>Something that happened in one module that others may want to know. Handled in the same transaction.</summary>
public interface IDomainEvent;
