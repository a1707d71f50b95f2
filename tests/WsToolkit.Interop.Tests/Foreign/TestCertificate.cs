using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WsToolkit.Interop.Tests.Foreign;

/// <summary>A certificate for the loopback address that nobody trusts, also as a file with its key for those who want one.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly Lazy<string> _pemFile;

    private TestCertificate(X509Certificate2 certificate)
    {
        Certificate = certificate;
        _pemFile = new(WritePem);
    }

    public X509Certificate2 Certificate { get; }

    public string PemFile => _pemFile.Value;

    public static TestCertificate Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = DateTimeOffset.UtcNow;
        return new TestCertificate(request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7)));
    }

    /// <summary>A handler for HTTP that trusts every certificate.</summary>
    public static SocketsHttpHandler CreateTrustingHandler()
        => new() { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };

    public void Dispose()
    {
        if (_pemFile.IsValueCreated)
        {
            File.Delete(_pemFile.Value);
        }

        Certificate.Dispose();
    }

    private string WritePem()
    {
        var file = Path.GetTempFileName();
        using var key = Certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(file, Certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return file;
    }
}
