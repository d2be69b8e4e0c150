// Reads the section `mail:` of host.yaml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "host_sdk/yaml/strict_reader.hpp"

namespace sample_host {

/// Returns nullopt if the file has no such section. Throws YamlError.
[[nodiscard]] std::optional<MailConfig> read_mail(const host_sdk::yaml::Mapping& root);

/// The addresses of `notify:` in a company. Throws YamlError.
[[nodiscard]] std::vector<std::string> read_notify(const host_sdk::yaml::Mapping& company);

}  // namespace sample_host
