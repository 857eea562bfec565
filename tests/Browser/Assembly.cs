using OpenIlm.Tests.Browser;

[assembly: AssemblyFixture(typeof(House))]
// One browser and one server share the machine: side by side their pages would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
