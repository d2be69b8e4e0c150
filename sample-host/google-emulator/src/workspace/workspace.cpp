#include "workspace/workspace.hpp"

#include <algorithm>

#include "common/text.hpp"

namespace emulator {

Workspace::Workspace(Customer customer) : customer_(std::move(customer)) {
  // Ids of different customers must differ although each customer has its own counter.
  next_id_ = hash_ignoring_case(customer_.id) % 1'000'000'007ull * 1'000'000ull;
  Unit root;
  root.id = "id:03ph8a2z0root" + lower(customer_.id);
  root.name = customer_.name.empty() ? customer_.domain : customer_.name;
  root.path = std::string(1, '/');
  units_.push_back(std::move(root));
}

bool Workspace::owns_domain(std::string_view domain) const {
  const std::string wanted = lower(domain);
  return wanted == customer_.domain ||
         std::find(customer_.secondary_domains.begin(), customer_.secondary_domains.end(), wanted) !=
             customer_.secondary_domains.end();
}

std::string Workspace::new_id() {
  // 21 digits that look like Google's; the multiplier is odd, so that no number repeats within 10^18.
  const std::uint64_t scattered = ++next_id_ * 387'420'489'000'001ull % 1'000'000'000'000'000'000ull;
  const std::string digits = std::to_string(scattered);
  std::string id(21 - digits.size(), '0');
  id.front() = '1';
  return id.append(digits);
}

void Workspace::insert_in_order(std::vector<Index>& order, Index index, bool of_groups) {
  if (loading_) {
    order.push_back(index);
    return;
  }
  const auto address = [&](Index i) -> const std::string& {
    return of_groups ? groups_[i].email : users_[i].primary_email;
  };
  const auto place = std::upper_bound(order.begin(), order.end(), index, [&](Index a, Index b) {
    return compare_ignoring_case(address(a), address(b)) < 0;
  });
  order.insert(place, index);
}

void Workspace::remove_from_order(std::vector<Index>& order, Index index) {
  const auto found = std::find(order.begin(), order.end(), index);
  if (found != order.end()) order.erase(found);
}

void Workspace::finish_loading() {
  loading_ = false;
  std::sort(users_by_email_.begin(), users_by_email_.end(), [&](Index a, Index b) {
    return compare_ignoring_case(users_[a].primary_email, users_[b].primary_email) < 0;
  });
  std::sort(groups_by_email_.begin(), groups_by_email_.end(),
            [&](Index a, Index b) { return compare_ignoring_case(groups_[a].email, groups_[b].email) < 0; });
}

const char* role_name(Role role) {
  switch (role) {
    case Role::kOwner:
      return "OWNER";
    case Role::kManager:
      return "MANAGER";
    case Role::kMember:
      return "MEMBER";
  }
  return "MEMBER";
}

}  // namespace emulator
