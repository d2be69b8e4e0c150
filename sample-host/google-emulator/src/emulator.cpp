#include "emulator.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/text.hpp"
#include "control/control.hpp"
#include "directory/directory.hpp"
#include "faults/fault_answers.hpp"
#include "oauth/authorization.hpp"
#include "oauth/token_answers.hpp"

namespace emulator {

namespace json = boost::json;

Emulator::Emulator(Discovery document, Load load_setup, Clock time)
    : discovery(std::move(document)), load(std::move(load_setup)), clock(std::move(time)), setup(load()) {}

const RsaKey& Emulator::signing_key() const {
  if (!signing_key_) signing_key_ = RsaKey::generate();
  return *signing_key_;
}

void Emulator::reset() {
  setup = load();
  tokens.clear();
  switches = Switches();
  faults.clear();
  log.clear();
  quota.clear();
}

std::optional<Account> Emulator::find_account(const std::string& key) const {
  for (const auto& workspace : setup.workspaces) {
    const auto index = workspace->users().find(key);
    if (!index) continue;
    const User& user = workspace->users()[*index];
    if (user.suspended || user.archived) return std::nullopt;
    return Account{user.id, user.primary_email, user.primary_email, workspace.get()};
  }
  for (const ConsumerAccount& consumer : setup.consumers)
    if (consumer.id == key || compare_ignoring_case(consumer.email, key) == 0)
      return Account{consumer.id, consumer.email, consumer.name, nullptr};
  return std::nullopt;
}

const OauthClient* Emulator::find_client(const std::string& client_id) const {
  for (const OauthClient& client : setup.clients)
    if (client.client_id == client_id) return &client;
  return nullptr;
}

Workspace* Emulator::find_workspace(const std::string& customer_id) const {
  for (const auto& workspace : setup.workspaces)
    if (workspace->customer().id == customer_id) return workspace.get();
  return nullptr;
}

namespace {

/// Answers requests of the OAuth endpoints; nullopt for other paths.
std::optional<Answer> answer_oauth(Emulator& emulator, const Request& request) {
  const bool posted = request.method == "POST";
  try {
    if (request.path == "/o/oauth2/v2/auth") return answer_authorization(emulator, request);
    if (request.path == "/oauth2/v3/certs") return answer_certificates(emulator);
    if (request.path != "/token" && request.path != "/revoke") return std::nullopt;
    if (!posted) throw TokenError(405, "invalid_request", "Only POST is allowed");
    return request.path == "/token" ? answer_token(emulator, request) : answer_revocation(emulator, request);
  } catch (const TokenError& error) {
    return token_error_answer(error);
  }
}

void add_retry_after(const Emulator& emulator, Answer& answer) {
  const bool throttling = answer.status == 429 || answer.status == 503 ||
                          answer.reason == "userRateLimitExceeded" || answer.reason == "rateLimitExceeded" ||
                          answer.reason == "quotaExceeded";
  const std::string& variant = emulator.switches.text("retry_after");
  if (!throttling || variant == "absent" || find(answer.headers, "Retry-After")) return;
  std::string value = "1";
  if (variant == "huge") value = "315360000";
  if (variant == "date") value = http_date(emulator.now() + 1);
  answer.headers.emplace_back("Retry-After", value);
}

/// Reasons whose HTTP status is undocumented.
void override_status(const Emulator& emulator, Answer& answer) {
  const std::string& variant = emulator.switches.text("reason_status");
  if (variant == "as_documented") return;
  for (const char* reason :
       {"domainCannotUseApis", "quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded",
        "dailyLimitExceeded", "backendError", "internalError", "serviceNotAvailable", "gatewayTimeout",
        "badGateway", "systemError", "resourceNotFound"})
    if (answer.reason == reason) answer.status = std::stoi(variant);
}

/// Changes the directory after an answer, as a fault demands. A change that fails is recorded as a violation,
/// so that no test passes without it.
void make_changes(Emulator& emulator, const std::vector<Request>& changes, LoggedRequest& entry) {
  for (const Request& change : changes)
    if (const Answer done = answer_control(emulator, change); done.status >= 400)
      entry.violation = "the change " + change.method + " " + change.path + " failed: " + done.body;
}

}  // namespace

Answer Emulator::handle(const Request& request) {
  if (request.path.starts_with("/emulator/") || request.path == "/emulator")
    return answer_control(*this, request);

  LoggedRequest entry;
  entry.method = request.method;
  entry.path = percent_decode(request.path, false);
  entry.query = request.query;
  const json::object* fault = faults.strike(request);
  const bool oauth = request.path == "/o/oauth2/v2/auth" || request.path == "/oauth2/v3/certs" ||
                     request.path == "/token" || request.path == "/revoke";
  empty_page = fault && gives_empty_page(*fault);
  Answer answer;
  // Directory requests only read, so they are checked and logged even if a fault replaces the answer. OAuth
  // requests are not executed then, because a lost token would count as issued.
  if (!oauth) {
    answer = answer_directory(*this, request, entry);
  } else if (!fault || !replaces_answer(*fault)) {
    answer = *answer_oauth(*this, request);
  }
  if (fault) {
    const Match match = discovery.match(request.method, request.path);
    answer = apply_fault(*fault, std::move(answer), match.method ? match.method->id : "",
                         first_value(request.query, "pageToken"));
    entry.fault = json::serialize(*fault);
    make_changes(*this, changes_of(*fault), entry);
  }
  override_status(*this, answer);
  add_retry_after(*this, answer);
  answer.delay += std::chrono::milliseconds(switches.number("latency_ms"));
  entry.status = answer.status;
  entry.reason = answer.reason;
  log.add(std::move(entry));
  return answer;
}

}  // namespace emulator
