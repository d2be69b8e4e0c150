#include "google/directory/probe.hpp"

#include <utility>
#include <vector>

#include "failure.hpp"
#include "google/directory/page_decoder.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

constexpr CallName kUsers{"users.list", CallKind::probe, false};
constexpr CallName kGroups{"groups.list", CallKind::probe, false};
constexpr CallName kUnits{"orgunits.list", CallKind::probe, false};
constexpr CallName kSelf{"users.get", CallKind::probe, false};

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) text += index + 1 == words.size() ? " and " : ", ";
    text += words[index];
  }
  return text;
}

}  // namespace

asio::awaitable<Administrator> probe(ApiCaller& api, const DirectoryRequests& requests,
                                     std::string account_id, std::string account_email) {
  std::vector<std::string> refused;
  ApiRequest users{kUsers, requests.one_user()};
  ApiRequest groups{kGroups, requests.one_group()};
  ApiRequest units{kUnits, requests.top_units()};
  if (co_await api.get(std::move(users), [](std::string_view body) { (void)decode_users(body); }))
    refused.emplace_back("users");
  if (co_await api.get(std::move(groups), [](std::string_view body) { (void)decode_groups(body); }))
    refused.emplace_back("groups");
  // Of the units only the shape matters here; a mask of ids would fail the full decoder.
  if (co_await api.get(std::move(units), &check_unit_list)) refused.emplace_back("organizational units");
  if (!refused.empty())
    throw Failure(host_sdk::ResultCode::access_lost,
                  "Google does not let " + account_email + " read " + join(refused) +
                      ". The account needs an administrator role with the right to read users, groups and "
                      "organizational units; give it one in Google's Admin console, or connect with another "
                      "account.");
  Administrator administrator;
  ApiRequest self{kSelf, requests.administrator(account_id)};
  const auto unknown = co_await api.get(
      std::move(self), [&](std::string_view body) { administrator = decode_administrator(body); });
  if (unknown)
    throw Failure(host_sdk::ResultCode::access_lost,
                  "Google's directory does not know " + account_email +
                      ". Connect with an account that belongs to the Google customer.");
  co_return administrator;
}

}  // namespace gup::google
