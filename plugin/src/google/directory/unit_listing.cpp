#include "google/directory/unit_listing.hpp"

#include <optional>
#include <utility>

#include "google/directory/decoders.hpp"

namespace gup::google {

namespace asio = boost::asio;
using host_sdk::ResultCode;

asio::awaitable<void> UnitListing::read(std::vector<OrganizationalUnit>& units) {
  units_ = &units;
  std::vector<OrganizationalUnit> top;
  ApiRequest request{{"orgunits.list", CallKind::list, false}, requests_.child_units("")};
  co_await api_.get(std::move(request), [&top](std::string_view body) { top = decode_units(body); });
  // Google does not document whether `orgunits.get` accepts "/"; only the top units name the root's id.
  if (top.empty() || top.front().parent_id.empty())
    throw Failure(ResultCode::try_again,
                  "Google kept failing orgunits.list for all organizational units, and named none below the "
                  "root.");
  co_await read_root(top.front().parent_id);
  add(std::move(top));
}

asio::awaitable<void> UnitListing::read_root(std::string id) {
  OrganizationalUnit root;
  ApiRequest request{{"orgunits.get", CallKind::object, false}, requests_.unit(id)};
  co_await api_.get(std::move(request), [&root](std::string_view body) { root = decode_single_unit(body); });
  // Without an answer, only the name is missing.
  if (root.id != id) root = {std::move(id), "/", "/", ""};
  known_.insert(root.id);
  units_->push_back(std::move(root));
}

void UnitListing::add(std::vector<OrganizationalUnit> children) {
  for (OrganizationalUnit& child : children) {
    if (!known_.insert(child.id).second) continue;
    queued_.push_back(child.id);
    units_->push_back(std::move(child));
  }
  request_children();
}

void UnitListing::request_children() {
  while (!queued_.empty() && running_ < api_.concurrency(max_concurrency_)) {
    ++running_;
    loop_.spawn(read_children(std::move(queued_.front())));
    queued_.pop_front();
  }
}

asio::awaitable<void> UnitListing::read_children(std::string id) {
  std::vector<OrganizationalUnit> children;
  ApiRequest request{{"orgunits.list", CallKind::object, false}, requests_.child_units(id)};
  const auto unreadable = co_await api_.get(
      std::move(request), [&children](std::string_view body) { children = decode_units(body); });
  if (unreadable == Unreadable::gone) std::erase_if(*units_, [&](const auto& unit) { return unit.id == id; });
  // An incomplete tree must not count as complete.
  if (unreadable && unreadable != Unreadable::gone)
    throw Failure(ResultCode::try_again,
                  "Google did not list the organizational units below " + id + " (orgunits.list).");
  --running_;
  add(std::move(children));
}

}  // namespace gup::google
