using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatSample.Accounts;

public sealed record Credentials(string Email, string Password);

public sealed record Registered(string Message);

public sealed record LoggedIn(string Token, LoggedInUser User);

public sealed record LoggedInUser(string Id, string Email, [property: JsonPropertyName("root_id")] string RootId);

/// <summary>Registering and logging in, as the original has them: <c>POST /user/register</c> and <c>POST /user/login</c>.</summary>
public static class AccountEndpoints
{
    private const string Limit = "accounts";
    private const int MaxEmailLength = 254;
    private const int MinPasswordLength = 4;
    private const int MaxPasswordLength = 128;

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton<TokenSigner>().AddSingleton<AccountStore>();
        services.AddAuthentication(TokenAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountsJson.Default));

        // Hashing a password is meant to be slow, so nobody may have it done without end.
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress,
                static _ => new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var user = app.MapGroup("/user").RequireRateLimiting(Limit).WithTags("user");
        user.MapPost("/register", Register).ProducesProblem(StatusCodes.Status409Conflict);
        user.MapPost("/login", LogIn).ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static Results<Created<Registered>, ProblemHttpResult, ValidationProblem> Register(
        Credentials credentials, AccountStore accounts)
    {
        var errors = new Dictionary<string, string[]>();
        if (credentials.Email is not { Length: > 2 and <= MaxEmailLength } email || email.IndexOf('@') is < 1 || email.EndsWith('@'))
        {
            errors["email"] = ["This is no e-mail address."];
        }

        if (credentials.Password is not { Length: >= MinPasswordLength and <= MaxPasswordLength })
        {
            errors["password"] = [$"A password has {MinPasswordLength} to {MaxPasswordLength} characters."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return accounts.TryRegister(credentials.Email, credentials.Password)
            ? TypedResults.Created((string?)null, new Registered("Successfully Registered!"))
            : TypedResults.Problem("This e-mail address has an account.", statusCode: StatusCodes.Status409Conflict);
    }

    private static Results<Ok<LoggedIn>, ProblemHttpResult> LogIn(Credentials credentials, AccountStore accounts, TokenSigner tokens)
    {
        if (credentials is not { Email: { } email, Password: { Length: <= MaxPasswordLength } password }
            || accounts.Find(email, password) is not { } account)
        {
            return TypedResults.Problem("The e-mail address or the password is wrong.", statusCode: StatusCodes.Status401Unauthorized);
        }

        return TypedResults.Ok(new LoggedIn(tokens.Issue(account), new LoggedInUser(account.Id, account.Email, account.RootId)));
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Token))]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(Registered))]
[JsonSerializable(typeof(LoggedIn))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Http.HttpValidationProblemDetails))]
internal sealed partial class AccountsJson : JsonSerializerContext;
