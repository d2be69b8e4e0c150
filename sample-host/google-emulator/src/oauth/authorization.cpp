#include "oauth/authorization.hpp"

#include <algorithm>

#include "common/errors.hpp"
#include "common/text.hpp"
#include "host_sdk/text.hpp"
#include "oauth/oauth_pages.hpp"

namespace emulator {

namespace {

Answer refuse(const std::string& error, const std::string& explanation, int status = 400) {
  Answer answer = html_answer(status, refusal_page(error, explanation));
  answer.reason = error;
  return answer;
}

Answer redirect(std::string address) {
  Answer answer = html_answer(302, "");
  answer.headers.emplace_back("Location", std::move(address));
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

Answer redirect_error(const Authorization& authorization, const std::string& error) {
  std::string address = authorization.redirect_uri;
  append_parameter(address, "error", error);
  if (!authorization.state.empty()) append_parameter(address, "state", authorization.state);
  Answer answer = redirect(std::move(address));
  answer.reason = error;
  return answer;
}

bool knows_scope(const Emulator& emulator, const std::string& scope) {
  return scope == "openid" || scope == "email" || scope == "profile" ||
         scope == "https://www.googleapis.com/auth/userinfo.email" ||
         scope == "https://www.googleapis.com/auth/userinfo.profile" ||
         scope == "https://www.googleapis.com/auth/cloud-platform" ||
         emulator.discovery.scope_description(scope) != scope;
}

std::string describe_scope(const Emulator& emulator, const std::string& scope) {
  if (scope == "openid") return "Associate you with your personal info on Google";
  if (scope == "email") return "See your primary Google Account email address";
  if (scope == "profile") return "See your personal info";
  return emulator.discovery.scope_description(scope);
}

std::vector<AccountChoice> account_choices(const Emulator& emulator, const Authorization& authorization) {
  std::vector<AccountChoice> choices;
  for (const std::string& email : emulator.setup.sign_in) {
    const auto account = emulator.find_account(email);
    if (!account) continue;
    const bool restricted =
        emulator.switches.is("hd_parameter", "restricts") && !authorization.hosted_domain.empty();
    if (restricted && domain_of(account->email) != host_sdk::lower_ascii(authorization.hosted_domain))
      continue;
    std::string note = "Consumer account";
    if (account->workspace) {
      const User& user = account->workspace->users()[*account->workspace->users().find(account->subject)];
      note = std::string(user.admin             ? "Administrator of "
                         : user.delegated_admin ? "Delegated administrator of "
                                                : "User of ") +
             account->workspace->customer().name;
    }
    choices.push_back({account->email, note});
  }
  return choices;
}

/// Redirects to the application with a code.
Answer finish(Emulator& emulator, const Authorization& authorization, const Account& account) {
  std::string address = authorization.redirect_uri;
  append_parameter(address, "state", authorization.state);
  append_parameter(address, "code", emulator.tokens.grant(authorization, emulator.now()));
  if (emulator.switches.is("callback_parameters", "google")) {
    std::string scopes;
    for (const std::string& scope : authorization.granted) scopes += scopes.empty() ? scope : " " + scope;
    append_parameter(address, "scope", scopes);
    append_parameter(address, "authuser", "0");
    if (account.workspace) append_parameter(address, "hd", account.workspace->customer().domain);
    append_parameter(address, "prompt", authorization.prompt.empty() ? "none" : authorization.prompt);
  }
  return redirect(std::move(address));
}

bool has_prompt(const Authorization& authorization, const std::string& wanted) {
  const auto prompts = words(authorization.prompt);
  return std::find(prompts.begin(), prompts.end(), wanted) != prompts.end();
}

Answer show_consent(Emulator& emulator, const std::string& id, Authorization& authorization,
                    const Account& account) {
  authorization.subject = account.subject;
  const Scopes* known = emulator.tokens.granted({account.subject, authorization.client_id});
  const bool all_granted =
      known && std::all_of(authorization.requested.begin(), authorization.requested.end(),
                           [&](const std::string& scope) { return known->count(scope) > 0; });
  if (all_granted && !has_prompt(authorization, "consent")) {
    authorization.granted = Scopes(authorization.requested.begin(), authorization.requested.end());
    const Authorization done = authorization;
    emulator.tokens.forget(id);
    return finish(emulator, done, account);
  }
  if (has_prompt(authorization, "none")) return redirect_error(authorization, "interaction_required");
  std::vector<ScopeChoice> scopes;
  for (const std::string& scope : authorization.requested)
    scopes.push_back({scope, describe_scope(emulator, scope)});
  return html_answer(200, consent_page(id, account.email, scopes));
}

Answer start(Emulator& emulator, const Request& request) {
  const Parameters& query = request.query;
  const OauthClient* client = emulator.find_client(first_value(query, "client_id"));
  if (!client) return refuse("invalid_client", "The OAuth client was not found.", 401);
  const std::string redirect_uri = first_value(query, "redirect_uri");
  const bool registered =
      std::any_of(client->redirect_uris.begin(), client->redirect_uris.end(),
                  [&](const auto& pattern) { return matches_wildcards(pattern, redirect_uri); });
  if (!registered)
    return refuse("redirect_uri_mismatch", "The redirect URI in the request, " + redirect_uri +
                                               ", does not match the ones authorized for the OAuth client.");
  for (const auto& [name, value] : query)
    if (all_values(query, name).size() > 1)
      return refuse("invalid_request", "OAuth 2 parameters can only have a single value: " + name);
  const std::string& refused = emulator.switches.text("consent_refused");
  if (refused != "no") return refuse(refused, "Access to this application is blocked.");
  if (first_value(query, "response_type") != "code")
    return refuse("invalid_request", "Required parameter is missing or wrong: response_type");
  Authorization authorization;
  authorization.client_id = client->client_id;
  authorization.redirect_uri = redirect_uri;
  authorization.requested = words(first_value(query, "scope"));
  if (authorization.requested.empty()) return refuse("invalid_request", "Missing required parameter: scope");
  for (const std::string& scope : authorization.requested)
    if (!knows_scope(emulator, scope))
      return refuse("invalid_scope", "Some requested scopes were invalid: " + scope);
  authorization.state = first_value(query, "state");
  if (authorization.state.empty()) return refuse("invalid_request", "Missing required parameter: state");
  authorization.challenge = first_value(query, "code_challenge");
  // Google also accepts the method "plain", its default; the emulator requires S256.
  if (first_value(query, "code_challenge_method") != "S256" || !is_pkce_text(authorization.challenge))
    return refuse("invalid_request", "code_challenge with code_challenge_method=S256 is required");
  const std::string access_type = first_value(query, "access_type");
  if (!access_type.empty() && access_type != "offline" && access_type != "online")
    return refuse("invalid_request", "Invalid parameter value for access_type: " + access_type);
  authorization.offline = access_type == "offline";
  authorization.prompt = first_value(query, "prompt");
  for (const std::string& prompt : words(authorization.prompt))
    if (prompt != "none" && prompt != "consent" && prompt != "select_account")
      return refuse("invalid_request", "Invalid parameter value for prompt: " + prompt);
  authorization.nonce = first_value(query, "nonce");
  authorization.hosted_domain = first_value(query, "hd");

  const std::string hint = first_value(query, "login_hint");
  const auto hinted = hint.empty() ? std::nullopt : emulator.find_account(hint);
  if (!hinted && has_prompt(authorization, "none")) return redirect_error(authorization, "login_required");
  const bool choose = !hinted || has_prompt(authorization, "select_account");
  const auto accounts = account_choices(emulator, authorization);
  const std::string id = emulator.tokens.remember(std::move(authorization));
  if (choose) return html_answer(200, chooser_page(id, accounts, hinted ? hinted->email : ""));
  return show_consent(emulator, id, *emulator.tokens.pending(id), *hinted);
}

Answer proceed(Emulator& emulator, const Request& request) {
  const Parameters form = parse_parameters(request.body);
  const std::string id = first_value(form, "request");
  Authorization* authorization = emulator.tokens.pending(id);
  if (!authorization)
    return refuse("invalid_request", "This page is out of date. Start again from the application.");
  const std::string chosen = first_value(form, "account");
  if (!chosen.empty()) {
    const auto account = emulator.find_account(chosen);
    if (!account) return refuse("invalid_account", "There is no active account " + chosen + ".");
    if (!find(form, "action")) return show_consent(emulator, id, *authorization, *account);
    authorization->subject = account->subject;
  }
  const std::string action = first_value(form, "action");
  const Authorization done = *authorization;
  if (action == "cancel") {
    emulator.tokens.forget(id);
    return redirect_error(done, "access_denied");
  }
  const auto account = emulator.find_account(done.subject);
  if (action != "allow" || !account) return refuse("invalid_request", "Choose an account first.");
  Authorization granted = done;
  for (const std::string& scope : all_values(form, "scope")) {
    if (std::find(done.requested.begin(), done.requested.end(), scope) == done.requested.end())
      return refuse("invalid_scope", "The application did not ask for " + scope);
    granted.granted.insert(scope);
  }
  emulator.tokens.forget(id);
  if (granted.granted.empty()) return redirect_error(done, "access_denied");
  return finish(emulator, granted, *account);
}

}  // namespace

Answer answer_authorization(Emulator& emulator, const Request& request) {
  if (request.method == "GET") return start(emulator, request);
  if (request.method == "POST") return proceed(emulator, request);
  return refuse("invalid_request", "Only GET and POST are allowed", 405);
}

}  // namespace emulator
