package dev.kindred.server.demo;

import java.net.URI;

/// Three programs to try next, which run as they stand when they are pasted into a shell after the settings.
///
/// @param key the key of the programs
/// @param datasetArn the dataset whose jobs they list
/// @param java a java launcher of version 17 or later
/// @param classPath a class path with the AWS SDK
public record Suggestions(URI endpoint, String region, DemoKey key, String datasetArn, String java, String classPath) {

    /// Returns suggestions that run Java like this process.
    public static Suggestions of(DemoClients clients, String datasetArn) {
        return new Suggestions(
                clients.endpoint(),
                clients.region(),
                clients.key(),
                datasetArn,
                System.getProperty("java.home") + "/bin/java",
                System.getProperty("java.class.path"));
    }

    /// The settings of all three: AWS's own variables.
    String settings() {
        return filled("""
                export AWS_ENDPOINT_URL={endpoint} AWS_DEFAULT_REGION={region} AWS_REGION={region} AWS_PAGER=
                export AWS_ACCESS_KEY_ID={key} AWS_SECRET_ACCESS_KEY={secret}
                """);
    }

    /// A command of the AWS CLI.
    String cli() {
        return filled("""
                aws personalize list-dataset-import-jobs --page-size 2 --max-items 3 --output table --query 'datasetImportJobs[].[jobName,status]'
                """);
    }

    /// A shell command with a Python program that uses boto3.
    String boto3() {
        return filled("""
                python3 - <<'END'
                import boto3

                personalize = boto3.client("personalize")
                jobs = personalize.get_paginator("list_dataset_import_jobs").paginate(
                    datasetArn="{dataset}",
                    PaginationConfig={"PageSize": 2, "MaxItems": 3})
                for job in jobs.search("datasetImportJobs[?status=='ACTIVE']"):
                    print(job["jobName"], job["creationDateTime"])
                END
                """);
    }

    /// A shell command with a Java program that uses the AWS SDK.
    String javaSdk() {
        return filled("""
                cat > Jobs.java <<'END'
                import software.amazon.awssdk.services.personalize.PersonalizeClient;

                class Jobs {
                    public static void main(String[] arguments) {
                        try (var personalize = PersonalizeClient.create()) {
                            personalize.listDatasetImportJobsPaginator(list -> list.datasetArn("{dataset}").maxResults(2))
                                    .datasetImportJobs()
                                    .forEach(job -> System.out.println(job.jobName() + " " + job.status()));
                        }
                    }
                }
                END
                '{java}' -cp '{classPath}' Jobs.java
                """);
    }

    private String filled(String text) {
        return text.replace("{endpoint}", endpoint.toString())
                .replace("{region}", region)
                .replace("{key}", key.shownId())
                .replace("{secret}", key.shownSecret())
                .replace("{dataset}", datasetArn)
                .replace("{java}", java)
                .replace("{classPath}", classPath);
    }

    /// All three suggestions, for the screen.
    public String text() {
        return """

                Three things to try in another shell, after these settings:

                %s
                1. With the AWS CLI, the jobs of this region:

                %s
                2. With boto3, the jobs of the interactions dataset:

                %s
                3. With the AWS SDK for Java, the same:

                %s""".formatted(settings(), cli(), boto3(), javaSdk());
    }
}
