#include "services/lent/plugin_secrets.hpp"

#include "database/host_database.hpp"
#include "database/ids_table.hpp"
#include "database/secrets_table.hpp"
#include "services/lent/guard_database.hpp"
#include "services/secrets/sealer.hpp"

namespace sample_host {
namespace {

constexpr std::size_t kLongestValue = 65'536;
constexpr std::size_t kLongestName = 128;
constexpr std::int64_t kLargestBlock = 10'000'000;

host_sdk::Result operator_error(std::string sentence) {
  return host_sdk::Result::failed(host_sdk::ResultCode::operator_action, std::move(sentence));
}

}  // namespace

host_sdk::Result PluginSecrets::put(std::string_view company_id, std::string_view name,
                                    std::string_view value) {
  if (name.empty() || name.size() > kLongestName || value.size() > kLongestValue) {
    return operator_error(
        "A secret needs a name of 1 to 128 characters and a value of at most 65,536 bytes.");
  }
  return guard_database(log_, plugin_id_, [&] {
    table_.put(plugin_id_, company_id, name, sealer_.seal(plugin_id_, company_id, name, value), clock_.now());
    return host_sdk::Result::ok();
  });
}

host_sdk::Result PluginSecrets::get(std::string_view company_id, std::string_view name,
                                    std::optional<std::string>& value) {
  value.reset();
  return guard_database(log_, plugin_id_, [&] {
    const auto sealed = table_.get(plugin_id_, company_id, name);
    if (!sealed) return host_sdk::Result::ok();
    if (const auto secret = sealer_.open(plugin_id_, company_id, name, *sealed)) {
      value = secret->reveal();
      return host_sdk::Result::ok();
    }
    return operator_error(
        "A stored secret cannot be decrypted with this host's key file. Restore the key file that it was "
        "encrypted with, or connect again.");
  });
}

host_sdk::Result PluginSecrets::erase(std::string_view company_id, std::string_view name) {
  return guard_database(log_, plugin_id_, [&] {
    table_.erase(plugin_id_, company_id, name);
    return host_sdk::Result::ok();
  });
}

host_sdk::Result PluginIds::reserve(host_sdk::IdKind kind, std::int64_t count, std::int64_t& first) {
  if (count < 1 || count > kLargestBlock) {
    return operator_error("Between 1 and 10,000,000 ids can be reserved at once.");
  }
  return guard_database(log_, plugin_id_, [&] {
    first = table_.reserve(kind, count);
    return host_sdk::Result::ok();
  });
}

}  // namespace sample_host
