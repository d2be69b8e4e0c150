#include "host_rows.hpp"

#include <stdexcept>

#include "host_sdk/text.hpp"

namespace gup::testing {

HostUser hand_made_user(const std::string& company_id, std::int64_t id, const std::string& email) {
  HostUser user;
  user.company_id = company_id;
  user.row.id = id;
  user.row.fields.email = email;
  user.row.fields.first_name = "First";
  user.row.fields.last_name = "Last";
  user.row.email_key = host_sdk::fold_key(email);
  user.row.status = "active";
  user.row.updated_at = 1;
  user.created_at = 1;
  return user;
}

HostGroup hand_made_group(const std::string& company_id, std::int64_t id, const std::string& name) {
  HostGroup group;
  group.id = id;
  group.company_id = company_id;
  group.name = name;
  group.name_key = host_sdk::fold_key(name);
  group.created_at = 1;
  group.updated_at = 1;
  return group;
}

void put_connection(Store& store, const Connection& connection) {
  const auto present = store.load_connection(connection.company_id);
  if (!store.save_connection(connection, present ? present->revision : 0))
    throw std::logic_error("another thread saved the connection of " + connection.company_id);
}

}  // namespace gup::testing
