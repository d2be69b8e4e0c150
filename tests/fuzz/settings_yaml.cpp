// The operator's settings.
#include "host_sdk/yaml/strict_reader.hpp"
#include "settings/deployment_settings.hpp"
#include "target.hpp"

using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const gup::fuzz::MemoryFile file(gup::fuzz::text_of(data, size));
  try {
    const auto settings = gup::read_deployment_settings(file.path());
    require(!settings.google.client_id.empty() && settings.google.requests_per_minute >= 1);
    require(gup::endpoint_problem(settings.google.endpoints.directory).empty());
  } catch (const host_sdk::yaml::YamlError& error) {
    require(error.line() >= 0 && !error.sentence().empty());
  }
  return 0;
}
