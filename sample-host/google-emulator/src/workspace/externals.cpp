#include "workspace/externals.hpp"

#include "common/json_members.hpp"
#include "workspace/groups.hpp"
#include "workspace/users.hpp"

namespace emulator {

namespace json = boost::json;

Index Externals::find_or_add(const std::string& email, const json::object& source, NewIds& ids) {
  const auto key = hash_ignoring_case(email);
  const auto known = keys_.find(key);
  if (known != keys_.end()) return known->second;
  External external;
  external.email = email;
  external.id = text_member(source, "id").value_or("");
  if (external.id.empty() && !null_member(source, "id")) external.id = ids.number();
  external.group = text_member(source, "type").value_or("USER") == "GROUP";
  const auto index = static_cast<Index>(externals_.size());
  if (!external.id.empty()) keys_[hash_ignoring_case(external.id)] = index;
  externals_.push_back(std::move(external));
  return keys_[key] = index;
}

void Externals::adopt_ids(const Users& users, const Groups& groups) {
  for (Index index = 0; index < externals_.size(); ++index) {
    External& external = externals_[index];
    const auto user = users.find(external.email);
    const auto group = groups.find(external.email);
    if (!user && !group) continue;
    keys_.erase(hash_ignoring_case(external.id));
    external.id = user ? users[*user].id : groups[*group].id;
    external.group = !user;
    keys_[hash_ignoring_case(external.id)] = index;
  }
}

}  // namespace emulator
