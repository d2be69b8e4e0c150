#include "fault_plan.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string_view>
#include <vector>

namespace gup::testing {
namespace {

namespace json = boost::json;

/// splitmix64: the standard library's distributions differ between implementations.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t limit) {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>((z ^ (z >> 31U)) % limit);
  }
  template <typename Value>
  const Value& one_of(const std::vector<Value>& values) {
    return values[below(values.size())];
  }

 private:
  std::uint64_t state_;
};

struct Fault {
  const char* text;
  Allowed allowed = Allowed::before_or_after;
};

constexpr const char* kUsers = "/users$";
constexpr const char* kOneUser = "/users/[^/]+$";
constexpr const char* kGroups = "/groups$";
constexpr const char* kMembers = "/members$";
constexpr const char* kUnits = "/orgunits$";
constexpr const char* kToken = "^/token$";

/// Faults of any directory answer.
const std::vector<Fault>& anywhere() {
  static const std::vector<Fault> kFaults = {
      {R"({"kind":"status","status":500,"reason":"backendError"})"},
      {R"({"kind":"status","status":500,"reason":"unknownError"})"},
      {R"({"kind":"status","status":503,"reason":"backendError","retry_after":"7"})"},
      {R"({"kind":"status","status":503,"reason":"serviceNotAvailable","retry_after":"31536000"})"},
      {R"({"kind":"status","status":408,"reason":"requestTimeout"})"},
      {R"({"kind":"status","status":429,"reason":"rateLimitExceeded","domain":"usageLimits"})"},
      {R"({"kind":"status","status":429,"reason":"quotaExceeded","retry_after":"Fri, 31 Dec 9999 23:59:59 GMT"})"},
      {R"({"kind":"status","status":403,"reason":"userRateLimitExceeded","domain":"usageLimits"})"},
      {R"({"kind":"status","status":403,"reason":"quotaExceeded","domain":"usageLimits","retry_after":"soon"})"},
      {R"({"kind":"status","status":403,"reason":"rateLimitExceeded","domain":"usageLimits"})"},
      {R"({"kind":"status","status":403,"reason":"dailyLimitExceeded","domain":"usageLimits"})"},
      {R"({"kind":"status","status":403,"reason":"accessNotConfigured","domain":"usageLimits"})"},
      {R"({"kind":"status","status":403,"reason":"insufficientPermissions"})"},
      {R"({"kind":"status","status":403,"reason":"domainCannotUseApis"})"},
      {R"({"kind":"status","status":401,"reason":"authError","message":"Invalid Credentials"})"},
      {R"({"kind":"status","status":401,"reason":"required","message":"Login Required"})"},
      {R"({"kind":"status","status":400,"reason":"failedPrecondition","message":"Precondition check failed."})"},
      {R"({"kind":"status","status":400,"reason":"invalid","message":"A system error has occurred"})"},
      {R"({"kind":"status","status":400,"reason":"invalid","message":"Invalid Input: pageToken"})"},
      {R"({"kind":"status","status":302,"reason":"found"})"},
      {R"({"kind":"html"})"},
      {R"({"kind":"html","status":200,"message":"Sign in to the Wi-Fi"})"},
      {R"({"kind":"html","status":403,"message":"Forbidden by the proxy"})"},
      {R"({"kind":"html","status":404,"message":"Not Found"})"},
      {R"({"kind":"slow","ms":20})"},
      {R"({"kind":"retry_after","value":"3"})"},
      {R"("cut")"},
      {R"("reset")"},
      {R"("not_json")"},
      {R"("wrong_type")"},
      {R"("repeat_page_token")"},
      {R"("duplicate_rows")"},
      {R"("empty_page_with_token")"},
      {R"({"kind":"missing_key","name":"id"})"},
  };
  return kFaults;
}

/// Further faults of the list of users. A page without a token looks like the last one: users missing for
/// that reason must stay, and new ones wait for the next run.
const std::vector<Fault>& of_users() {
  static const std::vector<Fault> kFaults = {
      {R"({"kind":"missing_key","name":"users"})"},
      {R"({"kind":"missing_key","name":"suspended"})", Allowed::row_by_row},
      {R"({"kind":"missing_key","name":"archived"})", Allowed::row_by_row},
      {R"({"kind":"missing_key","name":"primaryEmail"})", Allowed::row_by_row},
      {R"({"kind":"missing_key","name":"name"})", Allowed::row_by_row},
      {R"({"kind":"missing_key","name":"orgUnitPath"})", Allowed::row_by_row},
      {R"({"kind":"missing_key","name":"nextPageToken"})", Allowed::row_by_row},
      {R"("bad_utf8")", Allowed::row_by_row},
      {R"({"kind":"status","status":403,"reason":"forbidden"})"},
      {R"({"kind":"status","status":404,"reason":"resourceNotFound"})"},
  };
  return kFaults;
}

/// Further errors of one group: its members stay as they were.
const std::vector<Fault>& of_members() {
  static const std::vector<Fault> kFaults = {
      {R"({"kind":"status","status":403,"reason":"forbidden"})", Allowed::row_by_row},
      {R"({"kind":"status","status":404,"reason":"notFound","message":"Resource Not Found: groupKey"})",
       Allowed::row_by_row},
      {R"({"kind":"status","status":412,"reason":"conditionNotMet","message":"User is deleted"})",
       Allowed::row_by_row},
  };
  return kFaults;
}

const std::vector<Fault>& of_tokens() {
  static const std::vector<Fault> kFaults = {
      {R"({"kind":"token_error","error":"invalid_grant"})"},
      {R"({"kind":"token_error","error":"invalid_grant","subtype":"invalid_rapt"})"},
      {R"({"kind":"token_error","error":"internal_failure"})"},
      {R"({"kind":"token_error","error":"temporarily_unavailable","status":503})"},
      {R"({"kind":"token_error","error":"invalid_client","status":401})"},
      {R"({"kind":"token_error","error":"access_denied","status":403})"},
      {R"({"kind":"html"})"},
      {R"("cut")"},
      {R"("reset")"},
      {R"("not_json")"},
  };
  return kFaults;
}

struct Switch {
  const char* name;
  std::vector<const char*> variants;
  Allowed allowed = Allowed::before_or_after;
};

/// Rows that a page omits: existing users are confirmed, and new ones wait for the next run.
const std::vector<Switch>& switches() {
  static const std::vector<Switch> kSwitches = {
      {"page_isolation", {"repeat_row"}},
      {"page_isolation", {"move_row", "miss_row"}, Allowed::row_by_row},
      {"descending_order", {"by_domain", "ignored", "error"}},
      {"reason_status", {"400", "403", "404", "500", "503"}},
      {"retry_after", {"seconds", "date", "huge"}},
      {"external_member_id", {"absent", "random"}},
      {"etags", {"stable_on_change", "change_every_call"}},
      {"users_key_missing", {"one_page"}},
      {"over_maximum", {"clamp"}},
      {"newer_fields", {"ignored", "error"}},
      {"any_sub_masks", {"ignored", "error"}},
      {"expires_in", {"3920", "string"}},
      {"changed_parameters", {"token_wins", "parameters_win"}},
  };
  return kSwitches;
}

const Fault& pick_fault(Dice& dice, std::string_view path) {
  const std::vector<Fault>* own = nullptr;
  if (path == kToken) return dice.one_of(of_tokens());
  if (path == kUsers) own = &of_users();
  if (path == kMembers) own = &of_members();
  return own != nullptr && dice.below(3) == 0 ? dice.one_of(*own) : dice.one_of(anywhere());
}

}  // namespace

std::string FaultPlan::describe() const {
  std::string text = "faults " + json::serialize(rules) + " switches " + json::serialize(switches);
  if (cancel_at) text += " cancel at check " + std::to_string(*cancel_at);
  return text;
}

FaultPlan make_fault_plan(std::uint64_t seed, bool by_groups) {
  Dice dice(seed);
  FaultPlan plan;
  std::vector<std::string> paths{kUsers, kUsers, kOneUser, kToken};
  if (by_groups)
    paths.insert(paths.end(), {kGroups, kMembers, kMembers});
  else
    paths.insert(paths.end(), {kUnits, kUnits});
  for (std::size_t count = 1 + dice.below(3); count > 0; --count) {
    const std::string path = dice.one_of(paths);
    const Fault& fault = pick_fault(dice, path);
    json::object rule{{"match", json::object{{"path_regex", path}}},
                      {"after", dice.below(path == kMembers ? 12 : 4)},
                      {"fault", json::parse(fault.text)}};
    if (dice.below(4) > 0) rule["times"] = 1 + dice.below(7);
    plan.rules.push_back(std::move(rule));
    // A fault of one group or user leaves it as it was, and all others are synced. `groups.list` also answers
    // which groups one user is in.
    const bool of_one_object = path == kMembers || path == kOneUser || path == kGroups;
    if (of_one_object || fault.allowed == Allowed::row_by_row) plan.allowed = Allowed::row_by_row;
  }
  if (dice.below(3) == 0) {
    const Switch& chosen = dice.one_of(switches());
    plan.switches[chosen.name] = dice.one_of(chosen.variants);
    if (chosen.allowed == Allowed::row_by_row) plan.allowed = Allowed::row_by_row;
  }
  if (dice.below(8) == 0) plan.cancel_at = 1 + dice.below(40);
  return plan;
}

}  // namespace gup::testing
