using WsToolkit;

// The original's members are in snake_case: root_id, channel_id.
[assembly: WsContractDefaults(Naming = WsNaming.SnakeCase)]
