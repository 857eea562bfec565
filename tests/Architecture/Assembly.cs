using OpenIlm.Tests;

[assembly: AssemblyFixture(typeof(TestNetwork))]
