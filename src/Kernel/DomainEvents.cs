namespace OpenIlm.Kernel;

/// <summary>Something that happened in one module that others may want to know. Events stand in <c>Contracts</c>.</summary>
public interface IDomainEvent;
