#include "hooks/fields/field_cache.hpp"

#include <chrono>
#include <utility>

#include "google/sign_in/scopes.hpp"
#include "host_sdk/time.hpp"
#include "sync/reading/ask_directory.hpp"

namespace gup {

namespace {
constexpr std::chrono::minutes kAttributesFresh{5};
}  // namespace

std::optional<std::vector<KnownAttribute>> FieldCache::attributes(const std::string& company_id,
                                                                  host_sdk::TaskMonitor& monitor) {
  const auto connection = store_.load_connection(company_id);
  if (!connection || connection->state != ConnectionState::connected ||
      !google::grants_schemas(connection->scopes))
    return std::nullopt;
  const auto now = host_.clock().now();
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = listed_.find(company_id);
        found != listed_.end() && now - found->second.at < kAttributesFresh)
      return found->second.attributes;
  }
  auto attributes =
      ask_directory({host_, store_, google_}, *connection,
                    [&](google::DirectoryReader& reader) { return reader.list_attributes(monitor); });
  if (!attributes) return std::nullopt;
  const std::lock_guard lock(mutex_);
  listed_[company_id] = {*attributes, now};
  return attributes;
}

void FieldCache::forget(const std::string& company_id) {
  const std::lock_guard lock(mutex_);
  listed_.erase(company_id);
  previews_.erase(company_id);
}

std::string FieldCache::keep(const std::string& company_id, FieldPreview preview) {
  preview.id = std::to_string(host_sdk::to_microseconds(host_.clock().now()));
  const auto kept = std::make_shared<const FieldPreview>(std::move(preview));
  const std::lock_guard lock(mutex_);
  previews_[company_id] = kept;
  return kept->id;
}

std::shared_ptr<const FieldPreview> FieldCache::preview(const std::string& company_id,
                                                        const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = previews_.find(company_id);
  return found != previews_.end() && found->second->id == id ? found->second : nullptr;
}

}  // namespace gup
